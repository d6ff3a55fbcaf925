package dev.dpm.evidence;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import dev.dpm.process.OwnThread;

/**
 * Threads for work that may hang, in a read of {@code /proc} or in a folder whose server is away. The runner leaves a
 * thread that hangs behind; their number is bounded.
 */
final class SpareThreads {

    private final int most;
    private final AtomicInteger under = new AtomicInteger();

    /**
     * Makes them.
     *
     * @param most how many may work or hang at a time
     */
    SpareThreads(int most) {
        this.most = most;
    }

    /** Whether no further thread is given until one is back. */
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
