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
import dev.dpm.process.TargetProcesses.Kept;

/**
 * One look over the whole machine for the processes of a home: by the cookie in their environment, by the cgroup that bears their life's name, or by the session
 * that a living main process leads. Processes born during the look are looked at too, so a chain of forks does not walk
 * past it.
 */
final class MachineSearch {

    /** A machine that forks all the time is not followed for ever. */
    private static final int ROUNDS = 20;
    /** More newborns than this are listed rather than guessed one by one. */
    private static final long GUESSES = 500;
    private static final int PATIENCE = 4;
    private static final long PAUSE_NANOS = 1_000_000;

    private final ProcFiles proc;
    private final String homeKey;
    private final LongPredicate mayBeTarget;
    private final Map<Long, Leader> leaders = new HashMap<>();
    private final Set<Kept> kept = new LinkedHashSet<>();

    /**
     * @param mains the main processes known, and whose they are
     * @param mayBeTarget false for pids that are never a target's
     */
    MachineSearch(ProcFiles proc, String homeKey, Map<ProcessIdentity, Incarnation> mains,
            LongPredicate mayBeTarget) {
        this.proc = proc;
        this.homeKey = homeKey;
        this.mayBeTarget = mayBeTarget;
        mains.forEach((main, life) -> leaders.put(main.pid(), new Leader(main, life)));
    }

    List<Kept> find() {
        long before = proc.lastPid();
        List<Long> silent = look(LongStream.of(proc.pids()));
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

    /** Within execve(2) a process shows an empty environment, on a busy machine for milliseconds: the young are waited for. */
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

    /** Notes whose they are; answers those that showed no environment. */
    private List<Long> look(LongStream pids) {
        List<Long> silent = new ArrayList<>();
        pids.filter(mayBeTarget).forEach(pid -> {
            byte[] environ = proc.environ(pid);
            Optional<Cookie> cookie = Cookie.in(environ).or(() -> Cookie.inCgroups(proc.cgroups(pid)));
            if (cookie.isPresent()) {
                cookie.filter(found -> found.homeKey().equals(homeKey)).ifPresent(found -> proc.identify(pid)
                        .ifPresent(identity -> kept.add(new Kept(found.incarnation(), identity))));
            } else {
                bySession(pid);
            }
            if (environ.length == 0) {
                silent.add(pid);
            }
        });
        return silent;
    }

    /**
     * A session has the pid of its leader, which no other process can bear while the leader lives: whoever is in it
     * descends from the leader. Once the leader is gone its pid may be borne by another session's, and proves nothing.
     */
    private void bySession(long pid) {
        if (leaders.isEmpty()) {
            return;
        }
        proc.stat(pid).filter(stat -> !stat.isGone()).ifPresent(stat -> {
            Leader leader = leaders.get(stat.session());
            if (leader != null && proc.isAlive(leader.main())) {
                kept.add(new Kept(leader.life(), proc.identity(stat)));
            }
        });
    }

    private record Leader(ProcessIdentity main, Incarnation life) {
    }
}
