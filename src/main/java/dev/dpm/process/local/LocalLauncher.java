package dev.dpm.process.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.sun.jna.LastErrorException;

import dev.dpm.process.Account;
import dev.dpm.process.Accounts;
import dev.dpm.process.Cookie;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.LaunchFailure;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.Launcher;
import dev.dpm.process.NativePaths;
import dev.dpm.process.OutputPlace;
import dev.dpm.process.Privileges;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;
import dev.dpm.process.UnknownAccount;

/** Launches targets on this machine and reports their end. Thread-safe. */
public final class LocalLauncher implements Launcher {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final Path NOTHING = Path.of("/dev/null");

    /**
     * How a launch order is carried out.
     *
     * @param user the change of the user; empty if the target runs as the runner's user
     * @param oneStep the launch by one posix_spawn(3), which is tried first; empty if it is impossible for this order
     */
    private record Way(Optional<UserSwitch> user, Optional<Spawn> oneStep) {
    }

    private final String homeKey;
    private final KnownMembers knownMembers;
    private final OwnCgroups cgroups;
    private final ProcFiles proc = new ProcFiles();
    private final ExitWatch watch = new ExitWatch(proc);
    private final ChildWatch childWatch = new ChildWatch(LocalLauncher::exitThread);
    private final Map<ProcessIdentity, Child> children = new ConcurrentHashMap<>();
    private final OrphanWatch zombies = new OrphanWatch(this::reapEnded);
    private final CheckedPrograms checked = new CheckedPrograms();
    private final boolean inOneStep;
    private volatile IntSupplier orphans = () -> 0;
    private volatile Consumer<LaunchOrder> beforeLaunch = order -> {
    };
    private volatile Runnable afterLaunch = () -> {
    };
    private volatile TerminalUse terminal = TerminalUse.NONE;
    private final Set<ProcessIdentity> inherited = ConcurrentHashMap.newKeySet();

    public LocalLauncher(String homeKey, KnownMembers knownMembers, OwnCgroups cgroups) {
        this(homeKey, knownMembers, cgroups, true);
    }

    /**
     * Creates a launcher.
     *
     * @param inOneStep whether targets are launched by {@link Spawn} where this is possible
     */
    LocalLauncher(String homeKey, KnownMembers knownMembers, OwnCgroups cgroups, boolean inOneStep) {
        if (homeKey.isEmpty() || homeKey.indexOf(':') >= 0) {
            throw new IllegalArgumentException("'" + homeKey + "' cannot name a home in a cookie");
        }
        this.homeKey = homeKey;
        this.knownMembers = knownMembers;
        this.cgroups = cgroups;
        this.inOneStep = inOneStep;
    }

    public LocalLauncher(String homeKey, KnownMembers knownMembers) {
        this(homeKey, knownMembers, OwnCgroups.none());
    }

    /**
     * Finds the programs that run before a target's program, such as env(1), so that the first launch need not wait for
     * this.
     */
    public void prepare() throws IOException {
        LaunchPrefix.ofThisMachine(proc);
    }

    /**
     * Starts the thread that reaps children and orphans.
     *
     * @param reapOrphans reaps ended orphans, and returns their number
     * @return why the thread could not be started; empty if it runs
     */
    public Optional<String> watchOrphans(IntSupplier reapOrphans) {
        orphans = reapOrphans;
        return zombies.begin();
    }

    /** Sets an action that runs before each launch, on the thread that launches. */
    public void beforeEachLaunch(Consumer<LaunchOrder> work) {
        beforeLaunch = work;
    }

    /** Sets an action that runs after each launch, on the thread that launches. */
    public void afterEachLaunch(Runnable work) {
        afterLaunch = work;
    }

    public void useTerminal(TerminalUse use) {
        terminal = use;
    }

    @Override
    public ProcessIdentity launch(LaunchOrder order) throws LaunchFailure {
        Way way = new Way(user(order), oneStep(order));
        Optional<String> image = image(order, way);
        beforeLaunch.accept(order);
        boolean isFirst = !order.isForHook()
                && knownMembers.expect(order.incarnation(), now().orElse(0), image, order.cwd().toString());
        Child child = start(order, way, isFirst);
        try {
            return known(child, order, isFirst);
        } catch (RuntimeException | Error mistake) {
            end(child, order, isFirst);
            throw new LaunchFailure(words(order) + "the runner made a mistake after the fork, and ended the process: "
                    + mistake, true, mistake);
        }
    }

    private ProcessIdentity known(Child child, LaunchOrder order, boolean isFirst) {
        ProcessIdentity identity = identityOf(child);
        children.put(identity, child);
        zombies.born();
        if (isFirst) {
            knownMembers.begun(order.incarnation(), identity);
        }
        if (!order.isForHook()) {
            cgroups.take(order.incarnation(), identity, proc);
        }
        afterLaunch.run();
        return identity;
    }

    /** Kills a child, with the processes of its session, since the launch failed after the child had been created. */
    private void end(Child child, LaunchOrder order, boolean isFirst) {
        if (child.isAlive()) {
            try {
                Kernel.kill((int) -child.pid(), Signal.KILL.number());
            } catch (LastErrorException | LinkageError noSession) {
                // the child does not lead a process group yet, or JNA cannot be loaded; the child alone is killed below
            }
            ProcessHandle.of(child.pid()).ifPresent(ProcessHandle::destroyForcibly);
        }
        children.values().remove(child);
        // this call wakes the thread that reaps children
        zombies.born();
        if (isFirst) {
            knownMembers.forget(order.incarnation());
            cgroups.over(order.incarnation());
        }
    }

    private Optional<Spawn> oneStep(LaunchOrder order) throws LaunchFailure {
        try {
            boolean isPossible = inOneStep && Spawn.isPossible(order, LaunchPrefix.ofThisMachine(proc));
            // without the thread that reaps children, nobody would notice the end of a child of posix_spawn(3)
            return isPossible && zombies.begin().isEmpty() ? Spawn.ofThisMachine() : Optional.empty();
        } catch (IOException exception) {
            throw failure(order, exception);
        }
    }

    /**
     * Checks a launch order for those faults that the errno of a failed launch would not explain.
     *
     * @return the path of the program file; empty if it is a script
     */
    private Optional<String> image(LaunchOrder order, Way way) throws LaunchFailure {
        Optional<String> known = way.oneStep().flatMap(tells -> checked.unchanged(order));
        if (known.isPresent()) {
            return known;
        }
        new LaunchCheck(order, way.user()).verify();
        Optional<String> image = program(order);
        if (way.oneStep().isPresent()) {
            image.ifPresent(file -> checked.remember(order, file));
        }
        return image;
    }

    /**
     * How the child changes its user; empty if the target runs as the runner's user. The account is read at each launch,
     * since it may change.
     */
    private Optional<UserSwitch> user(LaunchOrder order) throws LaunchFailure {
        if (order.user().isEmpty()) {
            return Optional.empty();
        }
        String what = "cannot launch " + order.incarnation().target() + " as " + order.user().get() + ": ";
        try {
            Account account = Accounts.ofThisMachine().find(order.user().get());
            if (Privileges.own().isOwn(account)) {
                return Optional.empty();
            }
            Path setpriv = UserSwitch.ofThisMachine().orElseThrow(() -> new LaunchFailure(
                    what + "setpriv (util-linux) is not on this machine", false, null));
            return Optional.of(new UserSwitch(setpriv, account));
        } catch (UnknownAccount exception) {
            throw new LaunchFailure(what + exception.getMessage(), false, exception);
        } catch (IOException exception) {
            // a lack of resources, such as file descriptors, is not the fault of the target
            throw new LaunchFailure(what + exception.getMessage(), LaunchFault.isRunners(exception), exception);
        }
    }

    /** The path that {@code /proc/PID/exe} will show for the new process; empty if the program is a script. */
    private static Optional<String> program(LaunchOrder order) {
        try {
            Path program = NativePaths.of(order.command().get(0)).toRealPath();
            return isScript(program) ? Optional.empty() : Optional.of(NativePaths.text(program));
        } catch (IOException | InvalidPathException unknown) {
            return Optional.empty();
        }
    }

    private static boolean isScript(Path program) throws IOException {
        try (InputStream in = Files.newInputStream(program)) {
            return in.read() == '#' && in.read() == '!';
        }
    }

    private Child start(LaunchOrder order, Way way, boolean isFirst) throws LaunchFailure {
        try {
            return started(order, way);
        } catch (LaunchFailure failure) {
            if (isFirst) {
                knownMembers.forget(order.incarnation());
                cgroups.over(order.incarnation());
            }
            throw failure;
        }
    }

    private Child started(LaunchOrder order, Way way) throws LaunchFailure {
        Cookie cookie = new Cookie(homeKey, order.incarnation(), order.hook());
        try {
            LaunchPrefix prefix = LaunchPrefix.ofThisMachine(proc);
            if (order.output().file().isPresent()) {
                ownersOnly(order.output().file().get());
            }
            if (order.output().errors().filter(errors -> !errors.equals(NOTHING)).isPresent()) {
                ownersOnly(order.output().errors().get());
            }
            List<String> joinFiles = cgroups.joinFiles(order.incarnation(), order.properties().cgroup());
            long files = prefix.filesToRestore().orElse(Spawn.AS_IT_IS);
            OptionalLong pid = way.oneStep().isEmpty()
                    ? OptionalLong.empty()
                    : inside(order, () -> way.oneStep().get().start(order, cookie, files));
            if (pid.isPresent()) {
                return new SpawnedChild(pid.getAsLong());
            }
            if (way.oneStep().isPresent()) {
                // posix_spawn(3) failed; this check throws an exception that describes the fault
                new LaunchCheck(order, way.user()).verify();
            }
            PropertyPrefix properties = PropertyPrefix.of(order.properties()).joining(joinFiles);
            properties.verify();
            ProcessBuilder builder = new PrefixedLaunch(prefix, terminal, properties).builder(order, way.user(),
                    cookie);
            return Child.of(inside(order, builder::start), childWatch);
        } catch (IOException exception) {
            throw failure(order, exception);
        } catch (PropertyPrefix.Refused refused) {
            throw new LaunchFailure(words(order) + refused.getMessage(), false, refused);
        } catch (IllegalArgumentException impossible) {
            throw new LaunchFailure(words(order) + impossible.getMessage(), false, impossible);
        } catch (OutOfMemoryError error) {
            endHalfLaunched(cookie);
            throw new LaunchFailure(words(order) + "the runner has no memory or threads left", true, error);
        } catch (RuntimeException | Error mistake) {
            endHalfLaunched(cookie);
            throw new LaunchFailure(words(order) + "the runner made a mistake: " + mistake, true, mistake);
        }
    }

    /**
     * Performs a fork so that the child starts in the cgroup of its target. The process of a hook starts outside of this
     * cgroup.
     */
    private <T> T inside(LaunchOrder order, OwnCgroups.Fork<T> fork) throws IOException {
        return order.isForHook() ? fork.perform() : cgroups.inside(order.incarnation(), fork);
    }

    private static LaunchFailure failure(LaunchOrder order, IOException exception) {
        boolean toFile = order.output().kind().isFile() || order.output().errors().isPresent();
        return toFile && LaunchFault.isOfOutput(exception)
                ? LaunchFailure.ofOutput(
                        words(order) + "its output file cannot be opened: " + exception.getMessage(), exception)
                : new LaunchFailure(words(order) + LaunchFault.words(exception), LaunchFault.isRunners(exception),
                        exception);
    }

    private static String words(LaunchOrder order) {
        return "cannot launch " + order.incarnation().target() + ": ";
    }

    /**
     * Creates an output file that only its owner may read and write. A FIFO is refused, since opening it would block
     * until another process opens it.
     */
    private static void ownersOnly(Path file) throws IOException {
        if (OutputPlace.isFifo(file)) {
            throw new FileSystemException(file.toString(), null, "it is a FIFO");
        }
        if (!Files.exists(file)) {
            Files.createDirectories(file.toAbsolutePath().getParent(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            try {
                Files.createFile(file,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } catch (FileAlreadyExistsException exists) {
                return; // the file is a symbolic link to a missing file, or another process has just created it
            }
        }
    }

    /**
     * The identity of a new child. If Java has reaped the child already, the identity has the start time 0, which no
     * living process has.
     */
    private ProcessIdentity identityOf(Child process) {
        long self = ProcessHandle.current().pid();
        while (true) {
            try {
                return proc.stat(process.pid()).filter(stat -> stat.parent() == self).map(proc::identity)
                        .orElseGet(() -> proc.identity(process.pid(), 0));
            } catch (UncheckedIOException cannotLook) {
                // /proc cannot be read now, but the child lives: if the launch failed here, the target would be
                // launched a second time
                if (!process.isAlive()) {
                    return proc.identity(process.pid(), 0);
                }
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            }
        }
    }

    /**
     * Kills the child of a launch that failed after the fork, for example since the kernel refused Java a thread.
     * Otherwise, the child would run beside the next launch without being supervised.
     */
    private void endHalfLaunched(Cookie cookie) {
        Set<Long> known = ownChildren();
        proc.stat(ProcessHandle.current().pid()).ifPresent(self -> {
            for (long pid : proc.children(self)) {
                boolean isLost = !known.contains(pid)
                        && Cookie.in(proc.environ(pid)).filter(cookie::equals).isPresent();
                if (isLost) {
                    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
                }
            }
        });
    }

    /**
     * {@inheritDoc}
     *
     * <p>If several callers wait for the same child, only the first one gets its exit status; the others get {@link
     * ExitStatus.Unknown}.
     */
    @Override
    public void onExit(ProcessIdentity identity, Consumer<ExitStatus> callback) {
        Child child = children.get(identity);
        if (child == null) {
            inherited.add(identity);
            watch.onGone(identity, () -> callback.accept(statusOf(identity)));
            return;
        }
        child.onExit(status -> {
            noteEnd(identity);
            children.remove(identity, child);
            callback.accept(status);
        });
    }

    private void noteEnd(ProcessIdentity identity) {
        now().ifPresent(moment -> knownMembers.ended(identity, moment));
    }

    private OptionalLong now() {
        try {
            return OptionalLong.of(proc.now());
        } catch (UncheckedIOException exhausted) {
            return OptionalLong.empty();
        }
    }

    /**
     * The exit status of an ended process. It is known only if the process was a child of the runner; an orphan may
     * have become one.
     */
    private ExitStatus statusOf(ProcessIdentity gone) {
        try {
            boolean isOurs = proc.stat(gone.pid()).filter(stat -> stat.startTicks() == gone.startTicks()
                    && stat.parent() == ProcessHandle.current().pid()).isPresent();
            return isOurs ? Subreaper.collect(gone.pid()) : new ExitStatus.Unknown();
        } catch (UncheckedIOException cannotLook) {
            return new ExitStatus.Unknown();
        } finally {
            inherited.remove(gone);
        }
    }

    private static Thread exitThread(Runnable work) {
        Thread thread = new Thread(null, work, "exit-of-child", ExitWatch.STACK_BYTES);
        thread.setDaemon(true);
        return thread;
    }

    private int reapEnded() {
        return (int) children.values().stream().filter(Child::reapIfEnded).count() + orphans.getAsInt();
    }

    /** Whether this process is a child for whose end this launcher waits. */
    public boolean isOwnChild(long pid) {
        return ownChildren().contains(pid);
    }

    /**
     * The pids of the children for whose end this launcher waits. No other object may reap them, since their exit status
     * would be lost.
     */
    public Set<Long> ownChildren() {
        return Stream.concat(children.values().stream().filter(Child::isAlive).map(Child::pid),
                inherited.stream().map(ProcessIdentity::pid)).collect(Collectors.toSet());
    }

    /**
     * A sentence for each property that this machine cannot give to targets. Before the first launch, the list is
     * empty.
     */
    public List<String> remarks() {
        return Stream.concat(LaunchPrefix.known().stream().flatMap(prefix -> prefix.remarks().stream()),
                Spawn.remark().stream()).toList();
    }
}
