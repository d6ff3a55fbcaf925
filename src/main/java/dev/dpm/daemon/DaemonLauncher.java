package dev.dpm.daemon;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import dev.dpm.config.StartRequest;
import dev.dpm.process.ExactCommand;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.NativePaths;
import dev.dpm.process.OwnStart;

/**
 * Launches the daemon of a home and waits until it can be talked to. The request goes through a pipe: no value of it
 * stands on a command line.
 *
 * @param patience how long a daemon may take to write its record, and then to bring up its faces
 */
public record DaemonLauncher(Program program, RuntimeDirectory home, Duration patience) {

    /** On the slowest machine we know, a daemon is up after 3 s. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration POLL = Duration.ofMillis(10);
    /** What a daemon that did not come up in time gets to stop what it may have launched: the default grace + 2 s. */
    private static final Duration LAST_GRACE = Duration.ofSeconds(12);

    /**
     * @param whileWaiting called about a hundred times a second, for a progress line
     * @throws HomeFault where the home, or the daemon's copy of the jar, cannot be made
     */
    public Launched launch(StartRequest request, Runnable whileWaiting) throws HomeFault {
        try {
            HomeSnapshot snapshot = HomeSnapshot.take(home);
            try {
                return launch(request, whileWaiting, snapshot);
            } catch (HomeFault | IOException e) {
                cleanUp(snapshot);
                throw e;
            }
        } catch (IOException e) {
            throw new HomeFault("the runner cannot be launched from the home folder " + home + " (" + Reason.of(e)
                    + "): make room, or set DPM_HOME to a folder you may write", e);
        }
    }

    private Launched launch(StartRequest request, Runnable whileWaiting, HomeSnapshot snapshot)
            throws HomeFault, IOException {
        home.create();
        DaemonOutput output = DaemonOutput.fresh(home);
        JarCopy copy = JarCopy.of(program, home);
        copy.ensure(program);
        copy.removeOthers(ProcFs.system());
        Process process = spawn(copy);
        hand(request, process);
        Optional<DaemonRecord> record = await(process, whileWaiting);
        if (record.isPresent()) {
            return new Launched.Running(record.get());
        }
        Optional<Launched> other = overtaken(process, whileWaiting);
        if (other.isPresent()) {
            return other.get();
        }
        boolean ended = !process.isAlive();
        Launched.Failed failed = new Launched.Failed(end(process), ended
                ? "the runner ended before it was up"
                : "the runner did not come up within " + patience.toSeconds() + " s and was ended", output.lastLines());
        cleanUp(snapshot);
        return failed;
    }

    private Process spawn(JarCopy copy) throws IOException {
        // the home's own path, which the caller may have written otherwise or not at all
        ProcessBuilder builder = new ProcessBuilder(ExactCommand.with(
                Map.of("DPM_HOME", NativePaths.text(home.path())), home.daemonOutput(),
                DaemonCommand.of(program.java(), copy, Runtime.version().feature())));
        builder.directory(new File("/"));
        OwnStart.speakUtf8(builder.environment());
        // started from inside a target of another runner, this one would be taken for a part of that target
        builder.environment().remove(LaunchOrder.COOKIE);
        // glibc's arena for each thread costs a JVM with many threads tens of megabytes
        builder.environment().put("MALLOC_ARENA_MAX", "1");
        builder.redirectErrorStream(true);
        return builder.start();
    }

    private static void hand(StartRequest request, Process process) {
        try (OutputStream pipe = process.getOutputStream()) {
            pipe.write(request.encode().getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // broken pipe, it ended without reading: the wait that follows notices, and tells why from its output
        }
    }

    /** The record of this very process, once its faces are decided; empty where it ended, or time ran out without one. */
    private Optional<DaemonRecord> await(Process process, Runnable whileWaiting) throws HomeFault {
        long deadline = System.nanoTime() + patience.toNanos();
        Optional<DaemonRecord> own = Optional.empty();
        while (process.isAlive() && System.nanoTime() < deadline) {
            own = new RecordFile(home).read().filter(record -> record.identity().pid() == process.pid());
            if (own.isPresent() && own.get().faces().stage() != Faces.Stage.STARTING) {
                return own;
            }
            whileWaiting.run();
            pause();
        }
        return process.isAlive() ? own : Optional.empty();
    }

    /** Where our daemon found the lock taken: the record of the one that has it. */
    private Optional<Launched> overtaken(Process process, Runnable whileWaiting) throws HomeFault {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!process.isAlive() && System.nanoTime() < deadline) {
            Optional<DaemonRecord> other = new RecordFile(home).readAlive();
            if (other.isPresent() && other.get().faces().stage() != Faces.Stage.STARTING) {
                return other.map(Launched.Overtaken::new);
            }
            if (other.isEmpty() && DaemonLock.holder(home).isEmpty()) {
                return Optional.empty();
            }
            whileWaiting.run();
            pause();
        }
        return Optional.empty();
    }

    private static int end(Process process) {
        try {
            if (process.isAlive()) {
                process.destroy();
                if (!process.waitFor(LAST_GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                }
            }
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            return 1;
        }
    }

    /** Deletes the lock file only while holding the lock, see {@link DaemonLock#acquire}. */
    private void cleanUp(HomeSnapshot snapshot) throws HomeFault, IOException {
        if (!home.exists()) {
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

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
