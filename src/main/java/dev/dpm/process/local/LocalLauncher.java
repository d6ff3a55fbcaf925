package dev.dpm.process.local;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.dpm.process.Account;
import dev.dpm.process.Accounts;
import dev.dpm.process.Cookie;
import dev.dpm.process.ExactCommand;
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

    private final String homeKey;
    private final Kinship kinship;
    private final OwnCgroups cgroups;
    private final ProcFiles proc = new ProcFiles();
    private final ExitWatch watch = new ExitWatch(proc);
    private final ChildWatch childWatch = new ChildWatch(LocalLauncher::exitThread);
    private final Map<ProcessIdentity, Process> children = new ConcurrentHashMap<>();
    private volatile Consumer<LaunchOrder> beforeLaunch = order -> {
    };
    private volatile Runnable afterLaunch = () -> {
    };
    private volatile TerminalUse terminal = TerminalUse.NONE;
    private final Set<ProcessIdentity> inherited = ConcurrentHashMap.newKeySet();

    /**
     * @param homeKey names the runner's home in cookies: short, stable, without colons
     * @param kinship is told of every life before it begins
     * @param cgroups which each life gets one of, where there are any
     */
    public LocalLauncher(String homeKey, Kinship kinship, OwnCgroups cgroups) {
        if (homeKey.isEmpty() || homeKey.indexOf(':') >= 0) {
            throw new IllegalArgumentException("'" + homeKey + "' cannot name a home in a cookie");
        }
        this.homeKey = homeKey;
        this.kinship = kinship;
        this.cgroups = cgroups;
    }

    /** For lives without cgroups of their own. */
    public LocalLauncher(String homeKey, Kinship kinship) {
        this(homeKey, kinship, OwnCgroups.none());
    }

    /** Finds out what the first launch needs to know of the machine; it would otherwise ask by itself, and wait. */
    public void prepare() throws IOException {
        LaunchPrefix.ofThisMachine(proc);
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
        Optional<UserSwitch> user = user(order);
        new LaunchCheck(order, user).verify();
        beforeLaunch.accept(order);
        boolean isFirst = kinship.expect(order.incarnation(), now().orElse(0), program(order), order.cwd().toString());
        Process process = start(order, user, isFirst);
        ProcessIdentity identity = identityOf(process);
        children.put(identity, process);
        if (isFirst) {
            kinship.begun(order.incarnation(), identity);
        }
        cgroups.take(order.incarnation(), identity, proc);
        afterLaunch.run();
        return identity;
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

    private Process start(LaunchOrder order, Optional<UserSwitch> user, boolean isFirst) throws LaunchFailure {
        try {
            return started(order, user);
        } catch (LaunchFailure failure) {
            if (isFirst) {
                kinship.forget(order.incarnation());
                cgroups.over(order.incarnation());
            }
            throw failure;
        }
    }

    private Process started(LaunchOrder order, Optional<UserSwitch> user) throws LaunchFailure {
        String what = "cannot launch " + order.incarnation().target() + ": ";
        Cookie cookie = new Cookie(homeKey, order.incarnation());
        try {
            return cgroups.inside(order.incarnation(), builder(order, user, cookie)::start);
        } catch (IOException exception) {
            boolean toFile = order.output().kind().isFile();
            if (toFile && LaunchFault.isOfOutput(exception)) {
                throw LaunchFailure.ofOutput(what + "its output file cannot be opened: " + exception.getMessage(),
                        exception);
            }
            throw new LaunchFailure(what + LaunchFault.words(exception), LaunchFault.isRunners(exception), exception);
        } catch (IllegalArgumentException impossible) {
            throw new LaunchFailure(what + impossible.getMessage(), false, impossible);
        } catch (OutOfMemoryError error) {
            endHalfLaunched(cookie);
            throw new LaunchFailure(what + "the runner has no memory or threads left", true, error);
        }
    }

    private ProcessBuilder builder(LaunchOrder order, Optional<UserSwitch> user, Cookie cookie) throws IOException {
        LaunchPrefix prefix = LaunchPrefix.ofThisMachine(proc);
        List<String> command = prefix.before(order, user, order.inheritStdin() ? terminal : TerminalUse.NONE);
        Map<String, String> environment = new HashMap<>(order.environment());
        environment.put(LaunchOrder.COOKIE, cookie.text());
        Optional<Path> file = order.output().file();
        if (file.isPresent()) {
            ownersOnly(file.get());
        }
        ProcessBuilder builder = isJavas(command, environment, order)
                ? builder(command, environment, order.cwd())
                : exactBuilder(prefix, command, environment, order, cookie);
        builder.redirectInput(order.inheritStdin() ? Redirect.INHERIT : Redirect.from(new File("/dev/null")));
        return switch (order.output().kind()) {
            case INHERIT -> builder.redirectOutput(Redirect.INHERIT).redirectError(Redirect.INHERIT);
            case NULL -> builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
            case FILE, BOTH -> builder.redirectErrorStream(true).redirectOutput(ExactCommand.isJavas(file.get())
                    ? Redirect.appendTo(file.get().toFile())
                    : Redirect.DISCARD);
        };
    }

    private static boolean isJavas(List<String> command, Map<String, String> environment, LaunchOrder order) {
        return ExactCommand.isJavas(command) && ExactCommand.isJavas(environment.keySet())
                && ExactCommand.isJavas(environment.values()) && ExactCommand.isJavas(order.cwd())
                && order.output().file().map(ExactCommand::isJavas).orElse(true);
    }

    private static ProcessBuilder builder(List<String> command, Map<String, String> environment, Path cwd) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(cwd.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    /** The cookie marks it from the fork on; the rest comes with the command. */
    private static ProcessBuilder exactBuilder(LaunchPrefix prefix, List<String> command,
            Map<String, String> environment, LaunchOrder order, Cookie cookie) throws IOException {
        Path env = prefix.env().orElseThrow(() -> new IllegalArgumentException("its command, variables or folder hold "
                + "what the runner's locale has no bytes for, and env (coreutils) is not on this machine: start the "
                + "runner with LC_ALL=C.UTF-8"));
        Optional<Path> file = order.output().file().filter(output -> !ExactCommand.isJavas(output));
        if (file.isPresent()) {
            // the shell that opens it could only say so by an exit code
            Files.newOutputStream(file.get(), StandardOpenOption.APPEND).close();
        }
        ProcessBuilder builder = new ProcessBuilder(
                ExactCommand.within(env, environment, order.cwd(), file, command)).directory(new File("/"));
        builder.environment().clear();
        builder.environment().put(LaunchOrder.COOKIE, cookie.text());
        return builder;
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
    private ProcessIdentity identityOf(Process process) {
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
        Process child = children.get(identity);
        if (child == null) {
            inherited.add(identity);
            watch.onGone(identity, () -> callback.accept(statusOf(identity)));
            return;
        }
        childWatch.onExit(child, value -> {
            noteEnd(identity);
            children.remove(identity, child);
            callback.accept(ExitStatus.ofJavaExitValue(value));
        });
    }

    /** Without descriptors the moment cannot be told, and the end all the same. */
    private void noteEnd(ProcessIdentity identity) {
        now().ifPresent(moment -> kinship.ended(identity, moment));
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

    /** Whether Java waits for this process, so that nobody else may reap it. */
    public boolean isOwnChild(long pid) {
        return ownChildren().contains(pid);
    }

    /** The pids Java waits for, and those whose end we are asked to tell, so that their status is still there then. */
    public Set<Long> ownChildren() {
        return Stream.concat(children.values().stream().filter(Process::isAlive).map(Process::pid),
                inherited.stream().map(ProcessIdentity::pid)).collect(Collectors.toSet());
    }

    /**
     * What targets have to go without on this machine, a sentence each; known after the first launch.
     */
    public List<String> remarks() {
        return LaunchPrefix.known().map(LaunchPrefix::remarks).orElse(List.of());
    }
}
