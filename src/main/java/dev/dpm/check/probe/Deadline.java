package dev.dpm.check.probe;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The time by which a check must have ended. At that time, a thread closes the check's socket, since a socket's own timeout
 * bounds only a single read.
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

    /** The milliseconds until the deadline, at least 1, since a socket's timeout of 0 means no timeout. */
    int millisLeft() {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, (endNanos - System.nanoTime()) / 1_000_000));
    }

    /** Closes a socket at the deadline, unless the returned future is cancelled. */
    Future<?> closes(Socket socket) {
        return CLOSER.schedule(() -> close(socket), endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            // the failure has no effect, since the socket is not used any more
        }
    }
}
