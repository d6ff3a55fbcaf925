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
 * One search of the whole machine for the processes of a runner's targets: by the variable {@code _DPM_COOKIE} in their
 * environment, by a cgroup that is named after that variable, or by the session that a living main process leads. The
 * search also examines processes that start during the search, so that a chain of forks cannot escape it.
 */
final class MachineSearch {

    /**
     * The largest number of rounds of one search. Without this bound, a search on a machine that forks all the time
     * would never end.
     */
    private static final int ROUNDS = 20;
    /**
     * The largest number of pids that one round examines one by one: the pids that the kernel has assigned since
     * {@code /proc} was last listed. If there are more, the search lists {@code /proc} again instead.
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
     * Prepares a search of the whole machine for processes of targets.
     *
     * @param mains the known main processes of targets, and their incarnations
     * @param mayBeTarget false for pids that cannot belong to a target
     * @param unrelated the processes that earlier searches found to belong to no target
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
     * Examines young processes with an empty environment again: during execve(2) the environment is empty, on a busy
     * machine for milliseconds.
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
     * Records for each process the run of a target to which it belongs. Returns the pids of processes whose environment
     * was empty or unreadable.
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

    /** Whether the environment or cgroup of a process names a target, of this runner or of another runner. */
    private boolean isNamed(ProcStat stat, List<Long> silent) {
        if (unrelated.has(stat)) {
            return false;
        }
        byte[] environ = proc.environ(stat.pid());
        Optional<Cookie> cookie = Cookie.in(environ).or(() -> Cookie.inCgroups(proc.cgroups(stat.pid())));
        // the process of a hook is left out, since it does not count as a process of the target and ends with the hook
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
     * Finds the incarnation of a process by the process's session. A session id is the pid of the session's leader.
     * While the leader lives, no other process has this pid, so every member descends from the leader. After the
     * leader's end, another session may get the same id, so the id proves nothing.
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
