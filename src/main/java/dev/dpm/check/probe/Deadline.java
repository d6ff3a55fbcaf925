package dev.dpm.check.probe;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The time at which a run of a check must end. A socket's own timeout bounds a single read: a server that sends single
 * bytes at intervals could make the check read without end. Therefore a thread closes the whole socket at this time,
 * even in the middle of a read.
 */
final class Deadline {

    private static final ScheduledThreadPoolExecutor CLOSER = closer();

    private final long endNanos;

    private Deadline(long endNanos) {
        this.endNanos = endNanos;
    }

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /**
     * Makes the one thread that closes the sockets of all checks. The thread begins with the first check and ends after
     * 30 seconds without checks.
     */
    private static ScheduledThreadPoolExecutor closer() {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(null, work, "dpm-check-deadline", 256 * 1024);
            thread.setDaemon(true);
            return thread;
        });
        pool.setRemoveOnCancelPolicy(true);
        pool.setKeepAliveTime(30, TimeUnit.SECONDS);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    boolean isOver() {
        return System.nanoTime() - endNanos >= 0;
    }

    /** The milliseconds until the check's deadline; at least 1, since a socket's timeout of 0 means no timeout. */
    int millisLeft() {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, (endNanos - System.nanoTime()) / 1_000_000));
    }

    /**
     * Schedules the closing of a check's socket at the deadline; the caller cancels the returned future if the check is
     * over earlier.
     */
    Future<?> closes(Socket socket) {
        return CLOSER.schedule(() -> close(socket), endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            // a socket that cannot be closed does no harm: the check is over and does not read the socket again
        }
    }
}
