package dev.dpm.evidence;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import dev.dpm.process.OwnThread;

/**
 * Threads for work that may hang while it reads {@code /proc} or a network file system whose server does not answer.
 * The runner abandons a thread that hangs. The number of threads is bounded.
 */
final class SpareThreads {

    private final int most;
    private final AtomicInteger under = new AtomicInteger();

    /**
     * Creates the object without a thread; {@link #begin} starts threads.
     *
     * @param most the largest number of threads that may work or hang at the same time
     */
    SpareThreads(int most) {
        this.most = most;
    }

    /** Whether all threads work or hang, so that {@link #begin} refuses new work until a thread ends. */
    boolean areSpent() {
        return under.get() >= most;
    }

    /**
     * Starts a thread for a piece of work.
     *
     * @return why no thread can be started; empty if the work has begun
     */
    Optional<String> begin(Runnable work) {
        if (under.incrementAndGet() > most) {
            under.decrementAndGet();
            return Optional.of(most + " threads before this one still hang");
        }
        Optional<String> noThread = OwnThread.begin("dpm-evidence", OwnThread.SMALL_STACK, () -> {
            try {
                work.run();
            } finally {
                under.decrementAndGet();
            }
        });
        noThread.ifPresent(why -> under.decrementAndGet());
        return noThread;
    }
}
