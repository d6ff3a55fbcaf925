package dev.dpm.daemon;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.StartRequest;
import dev.dpm.process.ExactCommand;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.NativePaths;
import dev.dpm.process.OwnStart;
import dev.dpm.process.ProcessIdentity;

/**
 * Starts the daemon of a home folder and waits until clients can reach it. Only one client at a time starts a daemon; the
 * others then use the same one.
 *
 * @param patience how long a starting daemon may show no sign of work, see {@link HangDetector}
 * @param comesBack whether the start is a restart after a daemon's death, which a {@code stop} may have cancelled
 */
public record DaemonLauncher(Program program, RuntimeDirectory home, Duration patience, boolean comesBack) {

    /** How long a client waits for a daemon that shows no sign of work, for example because it waits for a disk. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);
    /** The exit code of a daemon whose home folder another runner uses (sysexits.h: EX_TEMPFAIL). */
    public static final int TAKEN = 75;

    private static final Duration POLL = Duration.ofMillis(10);
    /**
     * The time between two checks while another client starts the daemon. Many clients may wait, and the daemon needs the
     * processor.
     */
    private static final Duration OTHERS_POLL = Duration.ofMillis(100);
    /** The time after which the start of a daemon counts as failed, even if the daemon still shows signs of work. */
    private static final Duration MOST = Duration.ofMinutes(10);
    /** How long a daemon whose start failed may take to stop its targets: the default grace period + 2 s. */
    private static final Duration LAST_GRACE = Duration.ofSeconds(12);

    /** Makes the launcher for a command of a user, such as {@code start}. */
    public DaemonLauncher(Program program, RuntimeDirectory home, Duration patience) {
        this(program, home, patience, false);
    }

    /**
     * Starts a daemon.
     *
     * @param whileWaiting called about a hundred times a second, for a progress line
     * @throws HomeFault the home folder, or the copy of the jar, cannot be made
     */
    public Launched launch(StartRequest request, Runnable whileWaiting) throws HomeFault {
        try {
            HomeSnapshot snapshot = HomeSnapshot.take(home);
            try {
                return inTurn(request, whileWaiting, snapshot);
            } catch (HomeFault | IOException e) {
                cleanUp(snapshot);
                throw e;
            }
        } catch (IOException e) {
            throw new HomeFault("the runner cannot be launched from the home folder " + home + " (" + Reason.of(e)
                    + "): make room, or set DPM_HOME to a folder you may write", e);
        }
    }

    /** Starts a daemon when no other client is starting one, unless the other client's daemon runs by then. */
    private Launched inTurn(StartRequest request, Runnable whileWaiting, HomeSnapshot asFound)
            throws HomeFault, IOException {
        home.create();
        DaemonStartLock turn = new DaemonStartLock(home, patience);
        while (true) {
            Optional<DaemonLock> taken = turn.take();
            try {
                Optional<DaemonRecord> other = new RecordFile(home).readAlive();
                if (other.isPresent() && other.get().webPart().stage() != WebServerState.Stage.STARTING) {
                    return new Launched.Overtaken(other.get());
                }
                if (turn.isOurs()) {
                    HomeSnapshot snapshot = turn.hasWaited() ? HomeSnapshot.take(home) : asFound;
                    Optional<Launched> launched = launch(request, whileWaiting, snapshot);
                    if (launched.isPresent()) {
                        return launched.get();
                    }
                }
            } finally {
                if (taken.isPresent()) {
                    taken.get().close();
                }
            }
            whileWaiting.run();
            pause(OTHERS_POLL);
            home.create();
        }
    }

    /**
     * Starts the JVM of a daemon once.
     *
     * @return empty: the home folder was locked by a process that has ended, so the call may be repeated
     */
    private Optional<Launched> launch(StartRequest request, Runnable whileWaiting, HomeSnapshot snapshot)
            throws HomeFault, IOException {
        DaemonOutput output = DaemonOutput.fresh(home);
        JarCopy copy = JarCopy.of(program, home);
        ArchiveCache.known().ifPresent(cache -> cache.lend(copy.jar(), program));
        copy.ensure(program);
        copy.removeOthers(ProcFs.system());
        DaemonProcess process = spawn(copy);
        process.hand(request);
        Optional<DaemonRecord> record = await(process, whileWaiting);
        if (record.isPresent()) {
            process.leave();
            return Optional.of(new Launched.Running(record.get()));
        }
        Optional<Launched> other = overtaken(process, whileWaiting);
        if (other.isPresent() || !process.isAlive() && process.exitCode() == TAKEN) {
            return other;
        }
        boolean ended = !process.isAlive();
        Launched.Failed failed = new Launched.Failed(process.end(LAST_GRACE), ended
                ? "the runner ended before it was up"
                : "the runner did not come up, did nothing for " + patience.toSeconds() + " s and was ended",
                output.lastLines());
        cleanUp(snapshot);
        return Optional.of(failed);
    }

    private DaemonProcess spawn(JarCopy copy) throws IOException {
        // DPM_HOME is the real path, since the user may have written the path in another way, such as with symbolic links
        ProcessBuilder builder = new ProcessBuilder(ExactCommand.with(
                Map.of("DPM_HOME", NativePaths.text(home.path())), home.daemonOutput(),
                DaemonCommand.of(program.java(), copy, home, Runtime.version().feature())));
        builder.directory(new File("/"));
        OwnStart.speakUtf8(builder.environment());
        builder.environment().putAll(RestartShell.environment(program.java(), copy.jar()));
        builder.environment().remove(RestartShell.COMES_BACK);
        if (comesBack) {
            builder.environment().put(RestartShell.COMES_BACK, "yes");
        }
        // otherwise a daemon that is started inside a target of another runner would count as a process of that target
        builder.environment().remove(LaunchOrder.COOKIE);
        // glibc gives each thread a heap of its own, which would cost tens of megabytes
        builder.environment().put("MALLOC_ARENA_MAX", "1");
        builder.redirectErrorStream(true);
        return DaemonProcess.start(builder);
    }

    /** Waits for the daemon's record to show the state of its web server. Empty: the daemon ended, or shows no sign of work. */
    private Optional<DaemonRecord> await(DaemonProcess process, Runnable whileWaiting) throws HomeFault {
        long deadline = System.nanoTime() + MOST.toNanos();
        Optional<HangDetector> signs = ProcFs.system().identify(process.pid()).map(HangDetector::new);
        Optional<DaemonRecord> own = Optional.empty();
        while (process.isAlive() && signs.isPresent() && signs.get().quietFor().compareTo(patience) < 0
                && System.nanoTime() < deadline) {
            own = new RecordFile(home).read().filter(record -> record.identity().pid() == process.pid());
            if (own.isPresent() && own.get().webPart().stage() != WebServerState.Stage.STARTING) {
                return own;
            }
            signs.get().look();
            whileWaiting.run();
            pause();
        }
        return process.isAlive() ? own : Optional.empty();
    }

    /** Waits for the record of another client's daemon, which has locked the home folder before this client's daemon. */
    private Optional<Launched> overtaken(DaemonProcess process, Runnable whileWaiting) throws HomeFault {
        long deadline = System.nanoTime() + MOST.toNanos();
        Optional<HangDetector> signs = Optional.empty();
        while (!process.isAlive() && System.nanoTime() < deadline) {
            Optional<DaemonRecord> other = new RecordFile(home).readAlive();
            if (other.isPresent() && other.get().webPart().stage() != WebServerState.Stage.STARTING) {
                return other.map(Launched.Overtaken::new);
            }
            Optional<ProcessIdentity> holder = other.map(DaemonRecord::identity)
                    .or(() -> DaemonLock.holder(home).flatMap(ProcFs.system()::identify));
            if (holder.isEmpty()) {
                return Optional.empty();
            }
            signs = signs.filter(known -> known.process().equals(holder.get()))
                    .or(() -> holder.map(HangDetector::new));
            signs.get().look();
            if (signs.get().quietFor().compareTo(patience) > 0) {
                return Optional.empty();
            }
            whileWaiting.run();
            pause();
        }
        return Optional.empty();
    }

    /**
     * Removes the files of a failed start, unless another client is starting a daemon in the same home folder. The lock file is
     * deleted only while it is locked, see {@link DaemonLock#acquire}.
     */
    private void cleanUp(HomeSnapshot snapshot) throws HomeFault, IOException {
        if (!home.exists() || isAnotherStarting()) {
            return;
        }
        if (!Files.exists(home.lockFile())) {
            snapshot.restore();
            return;
        }
        Optional<DaemonLock> lock = DaemonLock.acquire(home);
        if (lock.isPresent()) {
            try (DaemonLock held = lock.get()) {
                new RecordFile(home).discard();
                snapshot.restore();
            }
        }
    }

    private boolean isAnotherStarting() {
        return DaemonLock.holder(home.launchLockFile()).filter(pid -> pid != ProcessHandle.current().pid()).isPresent();
    }

    private static void pause() {
        pause(POLL);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
