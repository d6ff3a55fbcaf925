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
 * A search of the machine for processes of targets, by {@code _DPM_COOKIE}, cgroup or session. Processes that start meanwhile are
 * examined too.
 */
final class MachineSearch {

    /** The largest number of rounds, since processes may fork all the time. */
    private static final int ROUNDS = 20;
    /** The largest number of new pids in a round; for more, {@code /proc} is listed again. */
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
     * @param mains known main processes
     * @param mayBeTarget false: the pid cannot belong to a target
     * @param unrelated known processes of no target
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

    /** Examines young processes again whose environment is empty, as during execve(2). */
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

    /** Records the launch of each process. Returns pids without a readable environment. */
    private List<Long> look(LongStream pids) {
        List<Long> silent = new ArrayList<>();
        pids.filter(mayBeTarget).forEach(pid -> proc.stat(pid).filter(stat -> !stat.isGone()).ifPresent(stat -> {
            if (!isNamed(stat, silent)) {
                bySession(stat);
            }
        }));
        return silent;
    }

    /** Whether environment or cgroup names a target. */
    private boolean isNamed(ProcStat stat, List<Long> silent) {
        if (unrelated.has(stat)) {
            return false;
        }
        byte[] environ = proc.environ(stat.pid());
        Optional<Cookie> cookie = Cookie.in(environ).or(() -> Cookie.inCgroups(proc.cgroups(stat.pid())));
        // a hook's process is none of the target
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

    /** Finds the launch by session, whose id is the leader's pid. After the leader's end, the id proves nothing. */
    private void bySession(ProcStat stat) {
        Leader leader = leaders.get(stat.session());
        if (leader != null && proc.isAlive(leader.main())) {
            kept.add(new Survivor(leader.life(), proc.identity(stat)));
        }
    }

    private record Leader(ProcessIdentity main, Incarnation life) {
    }
}
