package dev.dpm.check.probe;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The end of one check's time. Timeouts of a socket bound single reads, and a server that drips bytes outlives any
 * number of them: here the whole socket is closed under whoever reads.
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

    /** One thread for all, begun with the first check, gone when there has been none for a while. */
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

    /** At least 1, since 0 means for ever to sockets. */
    int millisLeft() {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, (endNanos - System.nanoTime()) / 1_000_000));
    }

    /** Closes it when the time is over; cancel where it is done before. */
    Future<?> closes(Socket socket) {
        return CLOSER.schedule(() -> close(socket), endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            // then nobody reads from it any more, either
        }
    }
}
