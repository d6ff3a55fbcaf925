package dev.dpm.process.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import com.sun.jna.LastErrorException;

import dev.dpm.process.Cookie;
import dev.dpm.process.Household;
import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;

/** The processes of this machine that belong to targets of one home. May be asked from several threads. */
public final class LocalHousehold implements Household {

    private static final long INIT = 1;
    /** A tree that forks while it is walked is walked again, this often at most. */
    private static final int WALKS = 3;
    /** By a job control signal, proc(5). */
    private static final char STOPPED = 'T';

    private final String homeKey;
    private final long self;
    /** 0 where its leader is outside the runner's pid namespace (a container's exec, unshare); empty: cannot be read. */
    private final OptionalLong ownSession;
    private final ProcFiles proc;
    private final Orphans orphans;
    private final Kinship kinship;

    /**
     * @param homeKey the runner's home as cookies name it, without colons
     * @param kinship what the launcher tells of lives that begin
     */
    public LocalHousehold(String homeKey, Kinship kinship) {
        this(homeKey, kinship, new ProcFiles(), ProcessHandle.current().pid(), System.getenv());
    }

    LocalHousehold(String homeKey, Kinship kinship, ProcFiles proc, long self, Map<String, String> ownEnvironment) {
        this.homeKey = homeKey;
        this.kinship = kinship;
        this.self = self;
        this.proc = proc;
        this.ownSession = proc.stat(self).stream().mapToLong(ProcStat::session).findFirst();
        this.orphans = new Orphans(proc, self, ownEnvironment);
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
        List<ProcessIdentity> remembered = kinship.of(incarnation);
        TreeWalk walk = walk(incarnation, main, remembered);
        for (int again = 1; walk.isTorn() && again < WALKS; again++) {
            walk = walk(incarnation, main, remembered);
        }
        List<ProcessIdentity> found = walk.found();
        kinship.found(incarnation, main, found, remembered);
        return found;
    }

    private TreeWalk walk(Incarnation incarnation, ProcessIdentity main, List<ProcessIdentity> remembered) {
        TreeWalk walk = new TreeWalk(proc, self);
        boolean mainLives = walk.from(main);
        Cookie mine = new Cookie(homeKey, incarnation);
        boolean isAttached = kinship.isAttached(incarnation);
        for (Orphans.Orphan orphan : isAttached ? List.<Orphans.Orphan>of() : orphans.now()) {
            boolean isMine = orphan.cookie().map(mine::equals)
                    .orElseGet(() -> isOfSession(orphan, main, mainLives) || isOfNobodyElse(orphan, incarnation, main));
            if (isMine) {
                walk.from(orphan.identity());
            }
        }
        for (ProcessIdentity kin : remembered) {
            if (!walk.hasFound(kin)) {
                walk.from(kin);
            }
        }
        return walk;
    }

    /**
     * An orphan that replaced its environment still betrays itself by the session its dead main process led, unless
     * that pid is borne by another process by now and may lead another session.
     */
    private boolean isOfSession(Orphans.Orphan orphan, ProcessIdentity main, boolean mainLives) {
        boolean isRecycled = !mainLives
                && proc.stat(main.pid()).filter(bearer -> bearer.startTicks() != main.startTicks()).isPresent();
        return !isRecycled
                && proc.stat(orphan.identity().pid()).filter(stat -> stat.session() == main.pid()).isPresent();
    }

    /**
     * An orphan that left its session and replaced its environment: it came to us from a target, since what we launch
     * for ourselves stays in our session, and this is the only one there is. That holds for an environment that cannot
     * be read just now (execve) and for one that is empty for good.
     */
    private boolean isOfNobodyElse(Orphans.Orphan orphan, Incarnation incarnation, ProcessIdentity main) {
        return !orphan.isVisitor() && orphan.identity().startTicks() >= main.startTicks() && kinship.isOnly(incarnation)
                && ownSession.isPresent() && proc.stat(orphan.identity().pid())
                        .filter(stat -> stat.parent() == self && stat.session() != ownSession.getAsLong()).isPresent();
    }

    @Override
    public List<Kept> census() {
        List<Kept> kept = new MachineSearch(proc, homeKey, kinship.mains(), this::isTarget).find();
        kept.forEach(found -> kinship.joined(found.incarnation(), found.identity()));
        return kept;
    }

    @Override
    public void attached(Incarnation incarnation, ProcessIdentity main) {
        kinship.attach(incarnation);
    }

    @Override
    public boolean leadsSession(ProcessIdentity identity) {
        return proc.alive(identity).filter(stat -> stat.session() == stat.pid()).isPresent();
    }

    @Override
    public void wake(Set<ProcessIdentity> processes) {
        for (ProcessIdentity process : processes) {
            if (proc.alive(process).filter(stat -> stat.state() == STOPPED).isPresent()) {
                signal(Set.of(process), Signal.CONT);
            }
        }
    }

    @Override
    public List<Refusal> exterminate(Incarnation incarnation, ProcessIdentity main) {
        return new Extermination(this, () -> everyone(incarnation, main), () -> youngest(incarnation)).perform();
    }

    /** The machine's youngest process, where it carries the cookie of this life. */
    private List<ProcessIdentity> youngest(Incarnation incarnation) {
        long pid = proc.lastPid();
        return isTarget(pid)
                && Cookie.in(proc.environ(pid)).filter(new Cookie(homeKey, incarnation)::equals).isPresent()
                        ? proc.identify(pid).stream().toList()
                        : List.of();
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
