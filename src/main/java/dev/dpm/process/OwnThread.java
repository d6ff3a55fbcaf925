package dev.dpm.process;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Starts the runner's own threads, as daemon threads that end with the JVM. Where the kernel refuses a thread
 * (RLIMIT_NPROC of setrlimit(2), {@code pids.max} of a cgroup), {@link Thread#start} throws an OutOfMemoryError, though
 * memory is not short. The methods of this class return that failure as a value, so that no caller forgets it.
 */
public final class OwnThread {

    /** The stack size in bytes of a thread with little work. Only pages that the thread uses take memory. */
    public static final long SMALL_STACK = 256 * 1024L;

    private OwnThread() {
    }

    /**
     * Starts a new thread for some work.
     *
     * @param stackBytes the size of the thread's stack in bytes
     * @return why the kernel refused the thread; empty: the thread has started
     */
    public static Optional<String> begin(String name, long stackBytes, Runnable work) {
        return begin(new Thread(null, work, name, stackBytes));
    }

    /**
     * Starts a thread object that was not started before.
     *
     * @return why the kernel refused the thread; empty: the thread has started
     */
    public static Optional<String> begin(Thread thread) {
        thread.setDaemon(true);
        try {
            thread.start();
            return Optional.empty();
        } catch (OutOfMemoryError noThread) {
            return Optional.of("the system gives the runner no thread");
        }
    }

    /**
     * Ends a pool of threads: waits up to {@code patience} for the end of the work under way, and then interrupts the
     * threads that are still busy.
     */
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
