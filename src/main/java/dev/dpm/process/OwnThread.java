package dev.dpm.process;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A thread of the runner's own, which ends with the JVM at the latest. Where the system gives none (RLIMIT_NPROC of
 * setrlimit(2), {@code pids.max} of a cgroup), {@link Thread#start} throws an OutOfMemoryError, though no memory is
 * short: here that is a value, so that nobody who starts a thread forgets what to do without one.
 */
public final class OwnThread {

    /** Bytes of stack for work that needs little: the pages that are touched are what it costs. */
    public static final long SMALL_STACK = 256 * 1024L;

    private OwnThread() {
    }

    /** @return why there is none; empty: it has begun */
    public static Optional<String> begin(String name, long stackBytes, Runnable work) {
        return begin(new Thread(null, work, name, stackBytes));
    }

    /** @return why there is none; empty: it has begun */
    public static Optional<String> begin(Thread thread) {
        thread.setDaemon(true);
        try {
            thread.start();
            return Optional.empty();
        } catch (OutOfMemoryError noThread) {
            return Optional.of("the system gives the runner no thread");
        }
    }

    /** Lets threads finish the work that they were given, and interrupts what is not done after that long. */
    public static void end(ExecutorService threads, Duration patience) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
