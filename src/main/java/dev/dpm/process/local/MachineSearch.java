package dev.dpm.process.local;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

import dev.dpm.process.Cookie;
import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.TargetProcesses.Survivor;

/**
 * Searches all processes of the machine for those of targets, by the variable {@code _DPM_COOKIE}, by cgroup or by
 * session. Processes that start during the search are examined too.
 */
final class MachineSearch {

    /** The largest number of rounds of a search. New processes may start in every round, so there must be a limit. */
    private static final int ROUNDS = 20;
    /**
     * The largest number of pids, assigned by the kernel since the last round, of which each is examined. If more were
     * assigned, {@code /proc} is listed again.
     */
    private static final long GUESSES = 500;
    private static final int PATIENCE = 4;
    private static final long PAUSE_NANOS = 1_000_000;

    private final ProcFiles proc;
    private final String homeKey;
    private final LongPredicate mayBeTarget;
    private final UnrelatedProcesses unrelated;
    private final long now;
    private final Map<Long, Leader> leaders = new HashMap<>();
    private final Set<Survivor> kept = new LinkedHashSet<>();

    /**
     * Creates a search.
     *
     * @param mains the main processes that are known, with their launches
     * @param mayBeTarget returns false for a pid that cannot belong to a target
     * @param unrelated the processes that are known to belong to no target
     */
    MachineSearch(ProcFiles proc, String homeKey, Map<ProcessIdentity, Incarnation> mains,
            LongPredicate mayBeTarget, UnrelatedProcesses unrelated) {
        this.proc = proc;
        this.homeKey = homeKey;
        this.mayBeTarget = mayBeTarget;
        this.unrelated = unrelated;
        this.now = proc.now();
        mains.forEach((main, life) -> leaders.put(main.pid(), new Leader(main, life)));
    }

    List<Survivor> find() {
        long before = proc.lastPid();
        long[] pids = proc.pids();
        unrelated.keep(pids);
        List<Long> silent = look(LongStream.of(pids));
        long last = proc.lastPid();
        for (int round = 0; round < ROUNDS && last != before; round++) {
            boolean few = last > before && last - before <= GUESSES;
            look(few ? LongStream.rangeClosed(before + 1, last) : LongStream.of(proc.pids()));
            before = last;
            last = proc.lastPid();
        }
        askAgain(silent);
        return List.copyOf(kept);
    }

    /**
     * Examines again those young processes whose environment was empty, since the environment of a process is empty
     * during execve(2).
     */
    private void askAgain(List<Long> silent) {
        long last = proc.lastPid();
        List<Long> left = look(silent.stream().mapToLong(Long::longValue));
        for (int again = 0; again < PATIENCE; again++) {
            left = left.stream().filter(pid -> pid <= last && last - pid <= GUESSES).toList();
            if (left.isEmpty()) {
                return;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            left = look(left.stream().mapToLong(Long::longValue));
        }
    }

    /**
     * Records to which launch each process belongs. Returns the pids of processes whose environment is empty or
     * unreadable.
     */
    private List<Long> look(LongStream pids) {
        List<Long> silent = new ArrayList<>();
        pids.filter(mayBeTarget).forEach(pid -> proc.stat(pid).filter(stat -> !stat.isGone()).ifPresent(stat -> {
            if (!isNamed(stat, silent)) {
                bySession(stat);
            }
        }));
        return silent;
    }

    /**
     * Whether the environment or the cgroup of a process names a launch of a target. If so, this method records to
     * which launch the process belongs.
     */
    private boolean isNamed(ProcStat stat, List<Long> silent) {
        if (unrelated.has(stat)) {
            return false;
        }
        byte[] environ = proc.environ(stat.pid());
        Optional<Cookie> cookie = Cookie.in(environ).or(() -> Cookie.inCgroups(proc.cgroups(stat.pid())));
        // the process of a hook is not counted among the processes of the target
        cookie.filter(found -> found.homeKey().equals(homeKey) && !found.isOfHook())
                .ifPresent(found -> kept.add(new Survivor(found.incarnation(), proc.identity(stat))));
        if (cookie.isEmpty()) {
            unrelated.add(stat, environ, now);
        }
        if (environ.length == 0) {
            silent.add(stat.pid());
        }
        return cookie.isPresent();
    }

    /**
     * Finds the launch of a process by its session, since the session id is the pid of the session's leader. After the
     * end of the leader, the session id proves nothing.
     */
    private void bySession(ProcStat stat) {
        Leader leader = leaders.get(stat.session());
        if (leader != null && proc.isAlive(leader.main())) {
            kept.add(new Survivor(leader.life(), proc.identity(stat)));
        }
    }

    private record Leader(ProcessIdentity main, Incarnation life) {
    }
}
