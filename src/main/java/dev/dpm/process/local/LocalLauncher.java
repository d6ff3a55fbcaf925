package dev.dpm.process.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
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

import dev.dpm.process.Account;
import dev.dpm.process.Accounts;
import dev.dpm.process.Cookie;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.LaunchFailure;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.Launcher;
import dev.dpm.process.Privileges;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.UnknownAccount;

/** Launches targets on this machine and tells of their end. May be used from several threads. */
public final class LocalLauncher implements Launcher {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    /**
     * How an order goes.
     *
     * @param user how its user is become; empty where it is the runner's own
     * @param oneStep by which it is tried first
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
    private final OrphanWatch zombies = new OrphanWatch(this::bury);
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
     * @param homeKey names the runner's home in cookies: short, stable, without colons
     * @param knownMembers is told of every life before it begins
     * @param cgroups which each life gets one of, where there are any
     */
    public LocalLauncher(String homeKey, KnownMembers knownMembers, OwnCgroups cgroups) {
        this(homeKey, knownMembers, cgroups, true);
    }

    /** @param inOneStep whether launches go by {@link Spawn} where they can */
    LocalLauncher(String homeKey, KnownMembers knownMembers, OwnCgroups cgroups, boolean inOneStep) {
        if (homeKey.isEmpty() || homeKey.indexOf(':') >= 0) {
            throw new IllegalArgumentException("'" + homeKey + "' cannot name a home in a cookie");
        }
        this.homeKey = homeKey;
        this.knownMembers = knownMembers;
        this.cgroups = cgroups;
        this.inOneStep = inOneStep;
    }

    /** For lives without cgroups of their own. */
    public LocalLauncher(String homeKey, KnownMembers knownMembers) {
        this(homeKey, knownMembers, OwnCgroups.none());
    }

    /** Finds out what the first launch needs to know of the machine; it would otherwise ask by itself, and wait. */
    public void prepare() throws IOException {
        LaunchPrefix.ofThisMachine(proc);
    }

    /**
     * Has every child that ends buried at once from now on, on a thread that sleeps in the kernel, and what came to the
     * runner as an orphan with them.
     *
     * @param reapOrphans reaps every orphan that is a zombie, and answers how many
     * @return why nobody does
     */
    public Optional<String> watchOrphans(IntSupplier reapOrphans) {
        orphans = reapOrphans;
        return zombies.begin();
    }

    /** Has this told of each launch before it, on the launching thread: short work only. */
    public void beforeEachLaunch(Consumer<LaunchOrder> work) {
        beforeLaunch = work;
    }

    /** Has this run after each launch, on the launching thread: short work only. */
    public void afterEachLaunch(Runnable work) {
        afterLaunch = work;
    }

    /** How a target that inherits stdin comes by the terminal it is. */
    public void useTerminal(TerminalUse use) {
        terminal = use;
    }

    @Override
    public ProcessIdentity launch(LaunchOrder order) throws LaunchFailure {
        Way way = new Way(user(order), oneStep(order));
        Optional<String> image = image(order, way);
        beforeLaunch.accept(order);
        boolean isFirst = knownMembers.expect(order.incarnation(), now().orElse(0), image, order.cwd().toString());
        Child child = start(order, way, isFirst);
        ProcessIdentity identity = identityOf(child);
        children.put(identity, child);
        zombies.born();
        if (isFirst) {
            knownMembers.begun(order.incarnation(), identity);
        }
        cgroups.take(order.incarnation(), identity, proc);
        afterLaunch.run();
        return identity;
    }

    /** Where the order can go that way. */
    private Optional<Spawn> oneStep(LaunchOrder order) throws LaunchFailure {
        try {
            boolean isPossible = inOneStep && Spawn.isPossible(order, LaunchPrefix.ofThisMachine(proc));
            // without the thread that buries it, its end would never be told
            return isPossible && zombies.begin().isEmpty() ? Spawn.ofThisMachine() : Optional.empty();
        } catch (IOException exception) {
            throw failure(order, exception);
        }
    }

    /** Looks over what would fail, where a launch could not tell; the file that will run, empty for a script. */
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

    /** How the order's user is become; empty where it is the runner's own. Looked up anew: an account may change. */
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
            // a directory that gives no answer is no fault of the target's
            throw new LaunchFailure(what + exception.getMessage(), LaunchFault.isRunners(exception), exception);
        }
    }

    /** The file that a process which runs the order's program will show as its own; a script shows another's. */
    private static Optional<String> program(LaunchOrder order) {
        try {
            Path program = Path.of(order.command().get(0)).toRealPath();
            return isScript(program) ? Optional.empty() : Optional.of(program.toString());
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
        Cookie cookie = new Cookie(homeKey, order.incarnation());
        try {
            LaunchPrefix prefix = LaunchPrefix.ofThisMachine(proc);
            if (order.output().file().isPresent()) {
                ownersOnly(order.output().file().get());
            }
            long files = prefix.filesToRestore().orElse(Spawn.AS_IT_IS);
            OptionalLong pid = way.oneStep().isEmpty()
                    ? OptionalLong.empty()
                    : cgroups.inside(order.incarnation(), () -> way.oneStep().get().start(order, cookie, files));
            if (pid.isPresent()) {
                return new SpawnedChild(pid.getAsLong());
            }
            if (way.oneStep().isPresent()) {
                // it was not looked over, or has changed since: whatever is wrong is to be said in words
                new LaunchCheck(order, way.user()).verify();
            }
            PropertyPrefix properties = PropertyPrefix.of(order.properties());
            properties.verify();
            ProcessBuilder builder = new PrefixedLaunch(prefix, terminal, properties).builder(order, way.user(),
                    cookie);
            return Child.of(cgroups.inside(order.incarnation(), builder::start), childWatch);
        } catch (IOException exception) {
            throw failure(order, exception);
        } catch (PropertyPrefix.Refused refused) {
            throw new LaunchFailure(words(order) + refused.getMessage(), false, refused);
        } catch (IllegalArgumentException impossible) {
            throw new LaunchFailure(words(order) + impossible.getMessage(), false, impossible);
        } catch (OutOfMemoryError error) {
            endHalfLaunched(cookie);
            throw new LaunchFailure(words(order) + "the runner has no memory or threads left", true, error);
        }
    }

    private static LaunchFailure failure(LaunchOrder order, IOException exception) {
        boolean toFile = order.output().kind().isFile();
        return toFile && LaunchFault.isOfOutput(exception)
                ? LaunchFailure.ofOutput(
                        words(order) + "its output file cannot be opened: " + exception.getMessage(), exception)
                : new LaunchFailure(words(order) + LaunchFault.words(exception), LaunchFault.isRunners(exception),
                        exception);
    }

    private static String words(LaunchOrder order) {
        return "cannot launch " + order.incarnation().target() + ": ";
    }

    private static void ownersOnly(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.toAbsolutePath().getParent(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            try {
                Files.createFile(file,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } catch (FileAlreadyExistsException exists) {
                return; // a dangling link, or somebody was quicker: opening it tells
            }
        }
    }

    /**
     * Java may already have reaped a program that ended within microseconds; then nobody can read when it started. Such
     * an identity has start ticks 0, which no process but pid 1's have: it is never alive, never signalled, and
     * {@link #onExit} still finds its exit code.
     */
    private ProcessIdentity identityOf(Child process) {
        long self = ProcessHandle.current().pid();
        while (true) {
            try {
                return proc.stat(process.pid()).filter(stat -> stat.parent() == self).map(proc::identity)
                        .orElseGet(() -> proc.identity(process.pid(), 0));
            } catch (UncheckedIOException cannotLook) {
                // it lives already: to call the launch failed now would bring about a second copy
                if (!process.isAlive()) {
                    return proc.identity(process.pid(), 0);
                }
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            }
        }
    }

    /** Java can run out of threads after the fork: a child that nobody knows would become a second copy. */
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
     * <p>
     * A child's status is told once; whoever asks again later learns that it is gone, not how.
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

    /** Without descriptors the moment cannot be told, and the end all the same. */
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

    /** What came to us as a subreaper is ours to wait for, unless its parent lived and did. */
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

    /** Buries the children of ours that have ended, and the orphans; how many. */
    private int bury() {
        return (int) children.values().stream().filter(Child::bury).count() + orphans.getAsInt();
    }

    /** Whether we wait for this process, so that nobody else may reap it. */
    public boolean isOwnChild(long pid) {
        return ownChildren().contains(pid);
    }

    /** The pids we wait for, and those whose end we are asked to tell, so that their status is still there then. */
    public Set<Long> ownChildren() {
        return Stream.concat(children.values().stream().filter(Child::isAlive).map(Child::pid),
                inherited.stream().map(ProcessIdentity::pid)).collect(Collectors.toSet());
    }

    /**
     * What targets have to go without on this machine, a sentence each; known after the first launch.
     */
    public List<String> remarks() {
        return Stream.concat(LaunchPrefix.known().stream().flatMap(prefix -> prefix.remarks().stream()),
                Spawn.remark().stream()).toList();
    }
}
