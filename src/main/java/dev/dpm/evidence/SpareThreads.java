package dev.dpm.evidence;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import dev.dpm.process.OwnThread;

/** Threads for work that may hang in {@code /proc} or a network file system. Their number is limited. */
final class SpareThreads {

    private final int most;
    private final AtomicInteger under = new AtomicInteger();

    /** @param most the largest number of threads */
    SpareThreads(int most) {
        this.most = most;
    }

    boolean areSpent() {
        return under.get() >= most;
    }

    /**
     * Starts work on a thread of its own.
     * @return why there is no thread; empty: the work has begun
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
