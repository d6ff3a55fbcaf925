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
 * The process of a daemon that this client has started through a shell. A JVM with a running child needs up to 300 ms for its
 * exit. So {@link #leave} ends the shell before this client exits. The daemon goes on.
 */
final class DaemonProcess {

    /** How long this client waits at most for the end of the shell after SIGTERM. */
    private static final Duration END_OF_SHELL = Duration.ofSeconds(1);

    private final Process shell;
    private final long pid;

    private DaemonProcess(Process shell, long pid) {
        this.shell = shell;
        this.pid = pid;
    }

    static DaemonProcess start(ProcessBuilder builder) throws IOException {
        Process shell = builder.start();
        String pid = new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        // a shell that could not start the daemon prints no pid
        DaemonProcess daemon = new DaemonProcess(shell,
                pid == null || pid.isEmpty() ? shell.pid() : Long.parseLong(pid));
        // a signal that ends this client ends the shell, too
        Runtime.getRuntime().addShutdownHook(new Thread(daemon::leave));
        return daemon;
    }

    void hand(StartRequest request) {
        try (OutputStream pipe = shell.getOutputStream()) {
            pipe.write(request.encode().getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // the daemon has ended without reading the request; its output says why
        }
    }

    long pid() {
        return pid;
    }

    boolean isAlive() {
        return shell.isAlive();
    }

    /** The daemon's exit code, or 128 + the signal that ended it. */
    int exitCode() {
        return shell.exitValue();
    }

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
     * Ends the daemon with SIGTERM, and with SIGKILL after the grace period.
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

    /** Signals the daemon. As long as the shell lives, the pid belongs to the daemon. */
    private void signal(boolean isKill) {
        if (shell.isAlive()) {
            ProcessHandle.of(pid).ifPresent(isKill ? ProcessHandle::destroyForcibly : ProcessHandle::destroy);
        }
    }
}
