package dev.dpm.app;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

import dev.dpm.event.Component;
import dev.dpm.event.EventWords;

/**
 * Work that is repeated: a failure is a fault of the runner until the work succeeds again, and does not stop the
 * repetition.
 */
final class Chore implements Runnable {

    private final Component part;
    private final Runnable work;
    private final BiConsumer<Component, Optional<String>> faults;
    private volatile boolean brokeDown;

    /**
     * Makes a chore.
     *
     * @param faults receives the fault's sentence; empty: the work succeeds again
     */
    Chore(Component part, Runnable work, BiConsumer<Component, Optional<String>> faults) {
        this.part = part;
        this.work = work;
        this.faults = faults;
    }

    /** Reports that the work hangs for this long; {@link #run} reports its end. */
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
