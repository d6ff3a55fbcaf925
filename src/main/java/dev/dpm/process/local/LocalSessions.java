package dev.dpm.process.local;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

import com.sun.jna.LastErrorException;

import dev.dpm.process.Cookie;
import dev.dpm.process.Hook;
import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Sessions;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetProcesses;

public final class LocalSessions implements Sessions {

    /**
     * The largest number of rounds in which a session is ended. In each round, the processes of a session are searched
     * for and killed; a process that is forked during a round needs a further round.
     */
    private static final int ROUNDS = 100;
    /**
     * The largest number of searches for processes of a session in one round. Processes that are forked after the last
     * search are found in the next round.
     */
    private static final int LOOKS = 20;
    private static final long PAUSE_NANOS = 2_000_000;

    private final String homeKey;
    private final TargetProcesses targetProcesses;
    private final ProcFiles proc = new ProcFiles();
    private final long self = ProcessHandle.current().pid();

    /**
     * Creates an object that ends the sessions of checks and hooks.
     *
     * @param homeKey the key that identifies the runner's home in the variable {@code _DPM_COOKIE}
     */
    public LocalSessions(String homeKey, TargetProcesses targetProcesses) {
        this.homeKey = homeKey;
        this.targetProcesses = targetProcesses;
    }

    @Override
    public int end(Incarnation incarnation, ProcessIdentity leader, boolean thorough) {
        if (!thorough && isGroupEmpty(leader.pid())) {
            return 0;
        }
        Cookie cookie = new Cookie(homeKey, incarnation);
        return kill(() -> living(cookie, leader));
    }

    @Override
    public int end(Incarnation incarnation, Hook hook, ProcessIdentity leader) {
        Cookie cookie = new Cookie(homeKey, incarnation, hook.option());
        return kill(() -> {
            Set<ProcessIdentity> all = living(cookie, leader);
            all.addAll(carrying(cookie::equals));
            return all;
        });
    }

    @Override
    public int endHooks() {
        Set<ProcessIdentity> seen = new LinkedHashSet<>();
        kill(() -> {
            Set<ProcessIdentity> all = carrying(cookie -> cookie.isOfHook() && cookie.homeKey().equals(homeKey));
            seen.addAll(all);
            return all;
        });
        return seen.size();
    }

    /**
     * Searches for processes and kills them until none is left, at most {@link #ROUNDS} times.
     *
     * @param look searches for the processes
     * @return the number of processes that still live
     */
    private int kill(Supplier<Set<ProcessIdentity>> look) {
        Set<ProcessIdentity> living = look.get();
        for (int round = 0; round < ROUNDS && !living.isEmpty(); round++) {
            targetProcesses.signal(frozen(living, look), Signal.KILL);
            LockSupport.parkNanos(PAUSE_NANOS);
            living = look.get();
        }
        return living.size();
    }

    /**
     * Sends STOP to processes, so that they cannot fork before they are killed, and returns the stopped processes. The
     * set also contains processes that were forked meanwhile.
     */
    private Set<ProcessIdentity> frozen(Set<ProcessIdentity> first, Supplier<Set<ProcessIdentity>> again) {
        Set<ProcessIdentity> known = new LinkedHashSet<>(first);
        Set<ProcessIdentity> newcomers = first;
        for (int look = 0; look < LOOKS && !newcomers.isEmpty(); look++) {
            targetProcesses.signal(newcomers, Signal.STOP);
            newcomers = again.get();
            newcomers.removeAll(known);
            known.addAll(newcomers);
        }
        return known;
    }

    /** Whether a process group has no members: by kill(2) with a negative pid and signal 0. */
    private static boolean isGroupEmpty(long group) {
        try {
            Kernel.kill(Math.toIntExact(-group), 0);
            return false;
        } catch (LastErrorException refused) {
            return refused.getErrorCode() == Kernel.ESRCH;
        } catch (LinkageError unavailable) {
            return false;
        }
    }

    private Set<ProcessIdentity> carrying(Predicate<Cookie> wanted) {
        Set<ProcessIdentity> living = new LinkedHashSet<>();
        for (long pid : proc.pids()) {
            if (pid != self && Cookie.in(proc.environ(pid)).filter(wanted).isPresent()) {
                proc.stat(pid).filter(stat -> !stat.isGone()).map(proc::identity).ifPresent(living::add);
            }
        }
        return living;
    }

    private Set<ProcessIdentity> living(Cookie cookie, ProcessIdentity leader) {
        TreeWalk walk = new TreeWalk(proc, self);
        walk.from(leader);
        Set<ProcessIdentity> living = new LinkedHashSet<>(walk.found());
        for (long pid : proc.pids()) {
            if (pid != self) {
                proc.stat(pid).filter(stat -> stat.session() == leader.pid() && !stat.isGone())
                        .filter(stat -> isOurs(pid, cookie)).map(proc::identity).ifPresent(living::add);
            }
        }
        return living;
    }

    /**
     * Whether a process of a session belongs to a check or hook, by its variable {@code _DPM_COOKIE}. The session id
     * alone is not enough, since it may be reused. During execve(2), the environment is empty; only then does the session
     * id alone decide.
     */
    private boolean isOurs(long pid, Cookie cookie) {
        byte[] environ = proc.environ(pid);
        return environ.length == 0 || Cookie.in(environ).filter(cookie::equals).isPresent();
    }
}
