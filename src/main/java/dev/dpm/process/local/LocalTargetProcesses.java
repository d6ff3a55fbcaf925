package dev.dpm.process.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import com.sun.jna.LastErrorException;

import dev.dpm.process.CgroupLimits;
import dev.dpm.process.Cookie;
import dev.dpm.process.Incarnation;
import dev.dpm.process.LimitsResult;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetProcesses;

/** Finds and signals the processes of a runner's targets. Thread-safe. */
public final class LocalTargetProcesses implements TargetProcesses {

    private static final long INIT = 1;
    /**
     * The largest number of walks through the process tree of a target. A further walk is needed if a process forked
     * during the last one.
     */
    private static final int WALKS = 3;
    /**
     * The letter in {@code /proc/PID/stat} for the state of a process that a job control signal has stopped (proc(5)).
     */
    private static final char STOPPED = 'T';

    private final String homeKey;
    private final long self;
    private final ProcFiles proc;
    private final Orphans orphans;
    private final KnownMembers knownMembers;
    private final Ancestry ancestry;
    private final OwnCgroups cgroups;
    private final UnrelatedProcesses unrelated = new UnrelatedProcesses();
    private final SharedSearch<List<Survivor>> census = new SharedSearch<>(this::lookOver);

    /**
     * Creates an object that finds and signals the processes of the targets of one home.
     *
     * @param homeKey the key that identifies the runner's home in the variable {@code _DPM_COOKIE}
     * @param knownMembers the same object as that of the launcher, which adds new launches to it
     * @param cgroups the cgroups of launches
     */
    public LocalTargetProcesses(String homeKey, KnownMembers knownMembers, OwnCgroups cgroups) {
        this(homeKey, knownMembers, cgroups, new ProcFiles(), ProcessHandle.current().pid(), System.getenv());
    }

    public LocalTargetProcesses(String homeKey, KnownMembers knownMembers) {
        this(homeKey, knownMembers, OwnCgroups.none());
    }

    LocalTargetProcesses(String homeKey, KnownMembers knownMembers, ProcFiles proc, long self,
            Map<String, String> ownEnvironment) {
        this(homeKey, knownMembers, OwnCgroups.none(), proc, self, ownEnvironment);
    }

    private LocalTargetProcesses(String homeKey, KnownMembers knownMembers, OwnCgroups cgroups, ProcFiles proc,
            long self,
            Map<String, String> ownEnvironment) {
        this.cgroups = cgroups;
        this.homeKey = homeKey;
        this.knownMembers = knownMembers;
        this.self = self;
        this.proc = proc;
        this.orphans = new Orphans(proc, self, ownEnvironment);
        this.ancestry = new Ancestry(proc, self, knownMembers);
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
        List<ProcessIdentity> remembered = knownMembers.of(incarnation);
        TreeWalk walk = walk(incarnation, main, remembered);
        for (int again = 1; walk.isTorn() && again < WALKS; again++) {
            walk = walk(incarnation, main, remembered);
        }
        List<ProcessIdentity> found = walk.found();
        List<ProcessIdentity> newcomers = knownMembers.newMembers(incarnation, found);
        knownMembers.found(incarnation, main, found, remembered);
        newcomers.stream().map(one -> proc.program(one.pid())).filter(program -> !program.isEmpty())
                .forEach(program -> knownMembers.runs(incarnation, program));
        newcomers.stream().limit(1).forEach(one -> cgroups.adopt(incarnation, proc.cgroups(one.pid())));
        if (found.isEmpty()) {
            cgroups.over(incarnation);
            cgroups.sweep(knownMembers);
        }
        return found;
    }

    private TreeWalk walk(Incarnation incarnation, ProcessIdentity main, List<ProcessIdentity> remembered) {
        TreeWalk walk = new TreeWalk(proc, self);
        boolean mainLives = walk.from(main);
        if (!knownMembers.isAttached(incarnation)) {
            Orphans.Present present = orphans.now();
            present.of(new Cookie(homeKey, incarnation)).forEach(orphan -> walk.fromUnlessFound(orphan.identity()));
            for (Orphans.Orphan orphan : present.unmarked()) {
                if (isOfSession(orphan, main, mainLives) || isOf(orphan, incarnation)) {
                    walk.from(orphan.identity());
                }
            }
        }
        remembered.forEach(walk::fromUnlessFound);
        cgroups.inside(incarnation).stream().filter(this::isTarget).map(proc::identify).flatMap(Optional::stream)
                .forEach(walk::fromUnlessFound);
        return walk;
    }

    /**
     * Whether an orphan belongs to this launch, or to an earlier launch of the same target that has ended. Used for orphans
     * whose environment lacks the variable {@code _DPM_COOKIE}.
     */
    private boolean isOf(Orphans.Orphan orphan, Incarnation incarnation) {
        return ancestry.owner(orphan).filter(owner -> owner.equals(incarnation)
                || new Survivor(owner, orphan.identity()).isLeftOf(incarnation)
                        && !knownMembers.isKnown(owner, incarnation))
                .isPresent();
    }

    /**
     * Whether an orphan is in the session that the main process leads or led. If another process has the main process's
     * pid now, the session proves nothing.
     */
    private boolean isOfSession(Orphans.Orphan orphan, ProcessIdentity main, boolean mainLives) {
        boolean isRecycled = !mainLives
                && proc.stat(main.pid()).filter(bearer -> bearer.startTicks() != main.startTicks()).isPresent();
        return !isRecycled
                && proc.stat(orphan.identity().pid()).filter(stat -> stat.session() == main.pid()).isPresent();
    }

    @Override
    public List<ProcessIdentity> unclaimed() {
        TreeWalk walk = new TreeWalk(proc, self);
        orphans.now().all().stream().filter(this::isUnclaimed).map(Orphans.Orphan::identity).forEach(walk::from);
        return walk.found();
    }

    private boolean isUnclaimed(Orphans.Orphan orphan) {
        if (orphan.cookie().isPresent()) {
            Cookie cookie = orphan.cookie().get();
            return cookie.homeKey().equals(homeKey) && !cookie.isOfHook()
                    && !knownMembers.isKnown(cookie.incarnation())
                    && ancestry.isInherited(orphan);
        }
        return ancestry.isInherited(orphan) && knownMembers.holder(orphan.identity()).isEmpty()
                && ancestry.owner(orphan).filter(knownMembers::isKnown).isEmpty();
    }

    @Override
    public List<Survivor> census() {
        return census.now();
    }

    @Override
    public List<Survivor> census(long since) {
        return census.since(since);
    }

    @Override
    public long countLeft(Incarnation life, long since) {
        return census.twiceSince(since).stream().flatMap(List::stream).filter(survivor -> survivor.isLeftOf(life))
                .distinct()
                .filter(survivor -> isAlive(survivor.identity())).count();
    }

    private List<Survivor> lookOver() {
        List<Survivor> survivors = new MachineSearch(proc, homeKey, knownMembers.mains(), this::isTarget, unrelated)
                .find();
        survivors.forEach(found -> knownMembers.joined(found.incarnation(), found.identity()));
        return survivors;
    }

    @Override
    public void attached(Incarnation incarnation, ProcessIdentity main) {
        knownMembers.attach(incarnation);
    }

    @Override
    public Optional<ProcessIdentity> named(Incarnation incarnation, ProcessIdentity main, Path pidFile) {
        OptionalLong pid = PidFile.read(pidFile);
        Optional<ProcessIdentity> bearer = pid.isPresent() && isTarget(pid.getAsLong())
                ? proc.identify(pid.getAsLong())
                : Optional.empty();
        return bearer.filter(one -> one.equals(main) || isMember(one, incarnation, main));
    }

    /** Whether a process whose pid is in a pid file belongs to this launch, and not to another target. */
    private boolean isMember(ProcessIdentity process, Incarnation incarnation, ProcessIdentity main) {
        if (members(incarnation, main).contains(process)) {
            return true;
        }
        boolean isFree = process.startTicks() >= main.startTicks() && unclaimed().contains(process);
        if (isFree) {
            knownMembers.joined(incarnation, process);
        }
        return isFree;
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
    public LimitsResult limit(Incarnation incarnation, ProcessIdentity main, CgroupLimits limits) {
        return cgroups.limit(incarnation, limits, () -> members(incarnation, main), proc.cgroups(main.pid()));
    }

    @Override
    public List<Refusal> killAll(Incarnation incarnation, ProcessIdentity main) {
        cgroups.kill(incarnation);
        return new TreeKill(this, () -> everyone(incarnation, main), () -> youngest(incarnation)).perform();
    }

    /** The process that was created last on this machine, if it belongs to this launch; otherwise an empty list. */
    private List<ProcessIdentity> youngest(Incarnation incarnation) {
        long pid = proc.lastPid();
        return isTarget(pid)
                && Cookie.in(proc.environ(pid)).or(() -> Cookie.inCgroups(proc.cgroups(pid)))
                        .filter(new Cookie(homeKey, incarnation)::equals).isPresent()
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
            knownMembers.asked(process);
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

    /**
     * Sends a signal by pid, since a pidfd could not be opened: the kernel is too old, a sandbox forbids it, or the pid
     * is the id of a thread.
     */
    private void sendWithoutPidfd(ProcessIdentity process, Signal signal, LastErrorException error) {
        if (error.getErrorCode() == Kernel.EMFILE || error.getErrorCode() == Kernel.ENFILE) {
            // no file descriptor was free, so the caller must try again
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
