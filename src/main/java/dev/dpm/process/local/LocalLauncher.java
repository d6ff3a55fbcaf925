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

/** Launches targets on this machine and reports their end. Several threads may use one instance. */
public final class LocalLauncher implements Launcher {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final Path NOTHING = Path.of("/dev/null");

    /**
     * How the launcher carries out one order.
     *
     * @param user how the child changes to the order's user; empty: the child runs as the runner's own user
     * @param oneStep the launch by one posix_spawn, which is tried first; empty: this order does not allow it
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

    /**
     * Makes a launcher.
     *
     * @param homeKey the key of the runner's home folder in the variable {@code _DPM_COOKIE}: short, stable, without
     *     colons
     * @param knownMembers receives every run of a target before the launch
     * @param cgroups creates a cgroup for each run of a target, where possible
     */
    public LocalLauncher(String homeKey, KnownMembers knownMembers, OwnCgroups cgroups) {
        this(homeKey, knownMembers, cgroups, true);
    }

    /**
     * Makes a launcher, with or without {@link Spawn}.
     *
     * @param inOneStep whether launches use {@link Spawn} where possible
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

    /** Makes a launcher that creates no cgroups for targets. */
    public LocalLauncher(String homeKey, KnownMembers knownMembers) {
        this(homeKey, knownMembers, OwnCgroups.none());
    }

    /**
     * Reads the facts about this machine that a launch needs, such as the paths of programs. The runner calls this
     * method early, so that the first launch does not wait for these facts.
     */
    public void prepare() throws IOException {
        LaunchPrefix.ofThisMachine(proc);
    }

    /**
     * Starts a thread that sleeps in the kernel and reaps children and orphans as soon as they end.
     *
     * @param reapOrphans reaps every orphan that is a zombie, and returns their number
     * @return why the thread could not be started; empty: the thread runs
     */
    public Optional<String> watchOrphans(IntSupplier reapOrphans) {
        orphans = reapOrphans;
        return zombies.begin();
    }

    /**
     * Sets an action that the launcher performs before each launch. The action gets the launch's order. It runs on the
     * launching thread, so it must be short.
     */
    public void beforeEachLaunch(Consumer<LaunchOrder> work) {
        beforeLaunch = work;
    }

    /**
     * Sets an action that the launcher performs after each launch. The action runs on the launching thread, so it must
     * be short.
     */
    public void afterEachLaunch(Runnable work) {
        afterLaunch = work;
    }

    /** Sets how a target that inherits the runner's stdin gets the terminal. */
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

    /** Records a launched child in all objects that later search for the target's living processes. */
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

    /**
     * Kills a child that could not be recorded, and the processes of its session. Otherwise no code would ever stop the
     * child.
     */
    private void end(Child child, LaunchOrder order, boolean isFirst) {
        if (child.isAlive()) {
            try {
                Kernel.kill((int) -child.pid(), Signal.KILL.number());
            } catch (LastErrorException | LinkageError noSession) {
                // the child does not lead a session yet, or JNA is missing; the child itself is killed in either case
            }
            ProcessHandle.of(child.pid()).ifPresent(ProcessHandle::destroyForcibly);
        }
        children.values().remove(child);
        // the thread that reaps children sleeps until this call reports the new child
        zombies.born();
        if (isFirst) {
            knownMembers.forget(order.incarnation());
            cgroups.over(order.incarnation());
        }
    }

    /**
     * The means to launch an order by one posix_spawn; empty where the order or the machine does not allow such a
     * launch.
     */
    private Optional<Spawn> oneStep(LaunchOrder order) throws LaunchFailure {
        try {
            boolean isPossible = inOneStep && Spawn.isPossible(order, LaunchPrefix.ofThisMachine(proc));
            // Java does not reap a child of posix_spawn, so its end would never be reported without the thread that
            // reaps
            return isPossible && zombies.begin().isEmpty() ? Spawn.ofThisMachine() : Optional.empty();
        } catch (IOException exception) {
            throw failure(order, exception);
        }
    }

    /**
     * Checks an order for faults that the error of Java or of the kernel would not explain.
     *
     * @return the program file that will run; empty for a script
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
     * How a child changes to the order's user. Empty: the order's user is the runner's own user. The account is looked
     * up at each launch, since it may have changed.
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
            // the runner cannot read a folder or program, for lack of resources: this is not the target's fault
            throw new LaunchFailure(what + exception.getMessage(), LaunchFault.isRunners(exception), exception);
        }
    }

    /**
     * The file that {@code /proc/PID/exe} will show for the order's program. Empty: the program is a script, for which
     * {@code exe} shows the interpreter.
     */
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
                // the program was never checked, or has changed since; the check describes a fault in words
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
     * Forks in such a way that the child starts in the cgroup of the ordered target. The child for a hook starts
     * outside of that cgroup, since a hook is no process of the target.
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
     * Creates an output file with access for its owner only, if the file does not exist. A FIFO or a similar file is
     * refused, since opening it would block.
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
                return; // the path is a dangling link, or another process made the file first; a failure shows when the file is opened
            }
        }
    }

    /**
     * The identity of a child that was just launched. If the program ended within microseconds, Java may have reaped
     * the child already, and its start time cannot be read. Such an identity has start ticks 0, which only pid 1 has.
     * It counts as not alive and is never signalled; {@link #onExit} still finds its exit code.
     */
    private ProcessIdentity identityOf(Child process) {
        long self = ProcessHandle.current().pid();
        while (true) {
            try {
                return proc.stat(process.pid()).filter(stat -> stat.parent() == self).map(proc::identity)
                        .orElseGet(() -> proc.identity(process.pid(), 0));
            } catch (UncheckedIOException cannotLook) {
                // the child lives already: if this launch were reported as failed, the runner would launch a second
                // copy
                if (!process.isAlive()) {
                    return proc.identity(process.pid(), 0);
                }
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            }
        }
    }

    /**
     * Kills the child of a launch that failed after the fork, for example because Java got no thread. Otherwise the
     * child would live on, unknown to the runner, beside the next launch.
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
     * <p> Only the first caller gets a child's exit status; a later caller gets {@link ExitStatus.Unknown}.
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

    /**
     * Records when a process ended. If the runner has no free file descriptors, the moment cannot be read; the end is
     * reported nevertheless.
     */
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
     * The exit status of a process that has ended. An orphan reparented to the runner is the runner's child and can be
     * waited for; other processes cannot.
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

    /** Reaps the runner's own children that have ended, and orphans. Returns the number of reaped processes. */
    private int reapEnded() {
        return (int) children.values().stream().filter(Child::reapIfEnded).count() + orphans.getAsInt();
    }

    /** Whether the launcher itself waits for this process, so that no other code may reap it. */
    public boolean isOwnChild(long pid) {
        return ownChildren().contains(pid);
    }

    /**
     * The pids of children for which the launcher waits, and of orphans whose end must still be reported. No other code
     * may reap these processes, because the kernel keeps an exit status only until the process is reaped.
     */
    public Set<Long> ownChildren() {
        return Stream.concat(children.values().stream().filter(Child::isAlive).map(Child::pid),
                inherited.stream().map(ProcessIdentity::pid)).collect(Collectors.toSet());
    }

    /**
     * A sentence for each property that launches on this machine cannot give to targets; known after the first launch.
     */
    public List<String> remarks() {
        return Stream.concat(LaunchPrefix.known().stream().flatMap(prefix -> prefix.remarks().stream()),
                Spawn.remark().stream()).toList();
    }
}
