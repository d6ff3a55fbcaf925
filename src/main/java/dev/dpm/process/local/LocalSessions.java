package dev.dpm.process.local;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

import com.sun.jna.LastErrorException;

import dev.dpm.process.Cookie;
import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Sessions;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetProcesses;

/** Ends sessions on this machine. May be asked from several threads. */
public final class LocalSessions implements Sessions {

    /** A session that forks while it is killed is looked at again, for a fifth of a second at most. */
    private static final int ROUNDS = 100;
    /** Newcomers that come as fast as they are stopped are killed by the next round. */
    private static final int LOOKS = 20;
    private static final long PAUSE_NANOS = 2_000_000;

    private final String homeKey;
    private final TargetProcesses targetProcesses;
    private final ProcFiles proc = new ProcFiles();
    private final long self = ProcessHandle.current().pid();

    /**
     * @param homeKey the runner's home as cookies name it
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
        Set<ProcessIdentity> living = living(cookie, leader);
        for (int round = 0; round < ROUNDS && !living.isEmpty(); round++) {
            targetProcesses.signal(frozen(living, cookie, leader), Signal.KILL);
            LockSupport.parkNanos(PAUSE_NANOS);
            living = living(cookie, leader);
        }
        return living.size();
    }

    /** Stopped before they are killed: what one of them forks in that moment would lose its parents and be lost to us. */
    private Set<ProcessIdentity> frozen(Set<ProcessIdentity> first, Cookie cookie, ProcessIdentity leader) {
        Set<ProcessIdentity> known = new LinkedHashSet<>(first);
        Set<ProcessIdentity> newcomers = first;
        for (int look = 0; look < LOOKS && !newcomers.isEmpty(); look++) {
            targetProcesses.signal(newcomers, Signal.STOP);
            newcomers = living(cookie, leader);
            newcomers.removeAll(known);
            known.addAll(newcomers);
        }
        return known;
    }

    /** One call instead of a look at every process (kill(2) with a negative pid and signal 0); a zombie counts. */
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
     * A session's number can be borne again once all its members are gone: the cookie tells. Where no environment is
     * shown, as for a moment within execve(2), the number must do: to be borne again by now, all others would have to
     * have been given out since the leader began.
     */
    private boolean isOurs(long pid, Cookie cookie) {
        byte[] environ = proc.environ(pid);
        return environ.length == 0 || Cookie.in(environ).filter(cookie::equals).isPresent();
    }
}
