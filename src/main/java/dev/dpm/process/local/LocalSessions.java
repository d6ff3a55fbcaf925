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

/** Ends the processes of sessions on this machine. Several threads may use one instance. */
public final class LocalSessions implements Sessions {

    /**
     * The largest number of rounds of search and kill, which take a fifth of a second at most. A new round is needed if
     * a process of the session forks during a round.
     */
    private static final int ROUNDS = 100;
    /**
     * The largest number of searches in one round. Processes that are forked even faster are found in the next round.
     */
    private static final int LOOKS = 20;
    private static final long PAUSE_NANOS = 2_000_000;

    private final String homeKey;
    private final TargetProcesses targetProcesses;
    private final ProcFiles proc = new ProcFiles();
    private final long self = ProcessHandle.current().pid();

    /**
     * Makes the object that ends sessions for the runner of one home.
     *
     * @param homeKey the key of the runner's home folder, which is part of the variable {@code _DPM_COOKIE}
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
     * Searches for processes and kills them until none is left, or until {@link #ROUNDS} rounds are done.
     *
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
     * Stops (SIGSTOP) the processes of a session before they are killed. Otherwise a process that one of them forks at
     * that moment would lose its parent, and no search would find it.
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

    /**
     * Whether a process group has no members, by one system call instead of a search of all processes (kill(2) with a
     * negative pid and signal 0); zombies count as members.
     */
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
     * Whether a process in a session belongs to the helper (a check or hook of a target), judged by the variable
     * {@code _DPM_COOKIE} of the process: the kernel may use a session id again when all members are gone. If the
     * environment is empty, as it is for a moment during execve(2), the session id alone decides, since the kernel
     * reuses an id only after all other pids.
     */
    private boolean isOurs(long pid, Cookie cookie) {
        byte[] environ = proc.environ(pid);
        return environ.length == 0 || Cookie.in(environ).filter(cookie::equals).isPresent();
    }
}
