package dev.dpm.daemon;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.dpm.config.StartRequest;

/**
 * The process of a daemon that this client started. The daemon is the child of a shell, which is the child of this
 * client and ends with the daemon's exit code.
 *
 * <p>
 * The shell exists because a JVM whose child runs needs up to 300 ms for its exit: the JVM's thread that waits for the
 * child (waitpid(2)) is in native code, and HotSpot gives such threads 300 ms to return from it. When the daemon runs,
 * {@link #leave} ends the shell, and the client's exit takes a few milliseconds.
 */
final class DaemonProcess {

    /** The longest time for the end of a shell that got SIGTERM; it does nothing but wait. */
    private static final Duration END_OF_SHELL = Duration.ofSeconds(1);

    private final Process shell;
    private final long pid;

    private DaemonProcess(Process shell, long pid) {
        this.shell = shell;
        this.pid = pid;
    }

    /**
     * Starts the daemon.
     *
     * @param builder a command line that {@link DaemonCommand} made; the shell prints the daemon's pid to stdout
     */
    static DaemonProcess start(ProcessBuilder builder) throws IOException {
        Process shell = builder.start();
        String pid = new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        // a shell that could not start the daemon prints no pid: its own end is then the daemon's end
        DaemonProcess daemon = new DaemonProcess(shell,
                pid == null || pid.isEmpty() ? shell.pid() : Long.parseLong(pid));
        // where a signal ends this client, the shell ends, too
        Runtime.getRuntime().addShutdownHook(new Thread(daemon::leave));
        return daemon;
    }

    /** Gives the request of the command to the daemon, which reads it from stdin. */
    void hand(StartRequest request) {
        try (OutputStream pipe = shell.getOutputStream()) {
            pipe.write(request.encode().getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // the pipe is broken because the daemon ended without reading the request: the code that waits for the
            // daemon notices that, and takes the reason from the daemon's output
        }
    }

    long pid() {
        return pid;
    }

    boolean isAlive() {
        return shell.isAlive();
    }

    /** The exit code of the ended daemon: 128 + the signal if a signal ended it. */
    int exitCode() {
        return shell.exitValue();
    }

    /** Ends the shell while the daemon goes on. */
    void leave() {
        if (pid == shell.pid()) {
            return;
        }
        shell.destroy();
        try {
            shell.waitFor(END_OF_SHELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Ends the daemon with SIGTERM, after the grace period with SIGKILL, unless it has ended already.
     *
     * @return the daemon's exit code
     */
    int end(Duration grace) {
        try {
            signal(false);
            if (!shell.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                signal(true);
            }
            return shell.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            signal(true);
            return 1;
        }
    }

    /** Sends SIGTERM or SIGKILL to the daemon. While the shell lives, the pid belongs to the daemon, even if it ended. */
    private void signal(boolean isKill) {
        if (shell.isAlive()) {
            ProcessHandle.of(pid).ifPresent(isKill ? ProcessHandle::destroyForcibly : ProcessHandle::destroy);
        }
    }
}
