package dev.dpm.process.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.sun.jna.LastErrorException;

import dev.dpm.process.Household;
import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;

/** The processes of this machine that belong to targets of one home. May be asked from several threads. */
public final class LocalHousehold implements Household {

    private static final long INIT = 1;
    /** A tree that forks while it is walked is walked again, this often at most. */
    private static final int WALKS = 3;

    private final String homeKey;
    private final long self;
    private final ProcFiles proc;
    private final Orphans orphans;

    /**
     * @param homeKey the runner's home as cookies name it, without colons
     */
    public LocalHousehold(String homeKey) {
        this.homeKey = homeKey;
        this.self = ProcessHandle.current().pid();
        this.proc = new ProcFiles();
        this.orphans = new Orphans(proc, self);
    }

    @Override
    public Optional<ProcessIdentity> identify(long pid) {
        return proc.identify(pid);
    }

    @Override
    public boolean isAlive(ProcessIdentity identity) {
        return proc.isAlive(identity);
    }

    @Override
    public List<ProcessIdentity> members(Incarnation incarnation, ProcessIdentity main) {
        TreeWalk walk = walk(incarnation, main);
        for (int again = 1; walk.isTorn() && again < WALKS; again++) {
            walk = walk(incarnation, main);
        }
        return walk.found();
    }

    private TreeWalk walk(Incarnation incarnation, ProcessIdentity main) {
        TreeWalk walk = new TreeWalk(proc, self);
        boolean mainLives = walk.from(main);
        Cookie mine = new Cookie(homeKey, incarnation);
        for (Orphans.Orphan orphan : orphans.now()) {
            boolean isMine = orphan.cookie().map(mine::equals).orElseGet(() -> !mainLives && isOfSession(orphan, main));
            if (isMine) {
                walk.from(orphan.identity());
            }
        }
        return walk;
    }

    /** An orphan that replaced its environment still betrays itself by the session its dead main process led. */
    private boolean isOfSession(Orphans.Orphan orphan, ProcessIdentity main) {
        return proc.stat(orphan.identity().pid()).filter(stat -> stat.session() == main.pid()).isPresent();
    }

    @Override
    public List<Kept> census() {
        List<Kept> kept = new ArrayList<>();
        List<Long> silent = new ArrayList<>();
        for (long pid : proc.pids()) {
            if (isTarget(pid) && !note(pid, kept)) {
                silent.add(pid);
            }
        }
        // execve(2) shows an empty environment for a moment: those are asked once more
        silent.forEach(pid -> note(pid, kept));
        return kept;
    }

    /** Notes a process that carries a cookie of this home. Answers whether it had an environment at all. */
    private boolean note(long pid, List<Kept> kept) {
        byte[] environ = proc.environ(pid);
        Cookie.in(environ).filter(cookie -> cookie.homeKey().equals(homeKey)).ifPresent(cookie -> proc.identify(pid)
                .ifPresent(identity -> kept.add(new Kept(cookie.incarnation(), identity))));
        return environ.length > 0;
    }

    @Override
    public List<Refusal> signal(Set<ProcessIdentity> processes, Signal signal) {
        List<Refusal> refusals = new ArrayList<>();
        for (ProcessIdentity process : processes) {
            refusal(process, signal).ifPresent(reason -> refusals.add(new Refusal(process, reason)));
        }
        return refusals;
    }

    private Optional<String> refusal(ProcessIdentity process, Signal signal) {
        if (!isTarget(process.pid())) {
            return Optional.of("not a target's process");
        }
        try {
            send(process, signal);
            return Optional.empty();
        } catch (LastErrorException error) {
            return switch (error.getErrorCode()) {
                case Kernel.ESRCH -> Optional.empty();
                case Kernel.EPERM -> Optional.of("not permitted");
                default -> Optional.of("refused by the kernel, error " + error.getErrorCode());
            };
        } catch (LinkageError unavailable) {
            return Optional.of("the runner cannot load JNA: " + unavailable.getMessage());
        }
    }

    private void send(ProcessIdentity process, Signal signal) {
        try (Pidfd held = Pidfd.open(process.pid())) {
            if (proc.isAlive(process)) {
                held.send(signal);
            }
        } catch (LastErrorException error) {
            sendWithoutPidfd(process, signal, error);
        }
    }

    /** Old kernels and some sandboxes lack pidfds; a pidfd is also refused for a pid that now is a mere thread's. */
    private void sendWithoutPidfd(ProcessIdentity process, Signal signal, LastErrorException error) {
        if (error.getErrorCode() == Kernel.EMFILE || error.getErrorCode() == Kernel.ENFILE) {
            // no refusal of the kernel's: the runner lacks something, and has to try again
            throw ProcFiles.exhausted("signal process " + process.pid());
        }
        boolean mayLackPidfds = error.getErrorCode() == Kernel.ENOSYS || error.getErrorCode() == Kernel.EPERM;
        if (!mayLackPidfds && error.getErrorCode() != Kernel.EINVAL) {
            throw error;
        }
        if (mayLackPidfds && proc.isAlive(process)) {
            Kernel.kill((int) process.pid(), signal.number());
        }
    }

    private boolean isTarget(long pid) {
        return pid != INIT && pid != self;
    }
}
