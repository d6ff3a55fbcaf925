package dev.dpm.app;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

import dev.dpm.event.Component;
import dev.dpm.event.EventWords;

/**
 * Work that is repeated on one thread: a failure is a fault of the runner until the work succeeds again, and the next
 * repetition comes all the same.
 */
final class Chore implements Runnable {

    private final Component part;
    private final Runnable work;
    private final BiConsumer<Component, Optional<String>> faults;
    private volatile boolean brokeDown;

    /** @param faults receives the fault's sentence; empty: the work succeeds again */
    Chore(Component part, Runnable work, BiConsumer<Component, Optional<String>> faults) {
        this.part = part;
        this.work = work;
        this.faults = faults;
    }

    /** Reports that the work has not come back for so long; {@link #run} tells when it does. */
    void hangs(Duration since) {
        brokeDown = true;
        faults.accept(part, Optional.of("has not come back for " + EventWords.duration(since)
                + ": the disk may hang. What else is to be kept in order goes on"));
    }

    @Override
    public void run() {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            brokeDown = true;
            faults.accept(part, Optional.of(e.toString()));
            return;
        }
        if (brokeDown) {
            brokeDown = false;
            faults.accept(part, Optional.empty());
        }
    }
}
