package dev.dpm.process;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Starts daemon threads of the runner. If the kernel refuses a thread (RLIMIT_NPROC, {@code pids.max}), {@link
 * Thread#start} throws an OutOfMemoryError; this class returns the reason instead.
 */
public final class OwnThread {

    /** The stack size in bytes of a thread with little work. Only pages that the thread uses take memory. */
    public static final long SMALL_STACK = 256 * 1024L;

    private OwnThread() {
    }

    /**
     * Starts a thread.
     *
     * @param stackBytes the size of the thread's stack in bytes
     * @return why the kernel refused the thread; empty if the thread runs
     */
    public static Optional<String> begin(String name, long stackBytes, Runnable work) {
        return begin(new Thread(null, work, name, stackBytes));
    }

    public static Optional<String> begin(Thread thread) {
        thread.setDaemon(true);
        try {
            thread.start();
            return Optional.empty();
        } catch (OutOfMemoryError noThread) {
            return Optional.of("the system gives the runner no thread");
        }
    }

    /** Ends a pool of threads. Threads that are still busy after {@code patience} are interrupted. */
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
