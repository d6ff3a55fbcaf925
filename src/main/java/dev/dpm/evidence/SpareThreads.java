package dev.dpm.evidence;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import dev.dpm.process.OwnThread;

/**
 * Threads for work that may hang, in a read of {@code /proc} or in a folder whose server does not answer. The runner
 * abandons a thread that hangs; the number of threads is bounded.
 */
final class SpareThreads {

    private final int most;
    private final AtomicInteger under = new AtomicInteger();

    /**
     * Makes the threads.
     *
     * @param most the largest number of threads that may work or hang at the same time
     */
    SpareThreads(int most) {
        this.most = most;
    }

    /** Whether all threads work or hang, so that {@link #begin} gives none until a thread has ended. */
    boolean areSpent() {
        return under.get() >= most;
    }

    /**
     * Begins work on a thread of its own.
     *
     * @return why there is no thread for it; empty: the work has begun
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
