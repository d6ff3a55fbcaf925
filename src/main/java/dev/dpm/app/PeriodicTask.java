package dev.dpm.app;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

import dev.dpm.event.Component;
import dev.dpm.event.EventWords;

/**
 * Work that a thread repeats at intervals. If the work fails, the runner reports a fault until the work succeeds again;
 * the work is repeated all the same.
 */
final class PeriodicTask implements Runnable {

    private final Component part;
    private final Runnable work;
    private final BiConsumer<Component, Optional<String>> faults;
    private volatile boolean brokeDown;

    /**
     * Makes a task.
     *
     * @param part the component that the fault belongs to
     * @param faults receives the fault's sentence; empty: the work succeeds again
     */
    PeriodicTask(Component part, Runnable work, BiConsumer<Component, Optional<String>> faults) {
        this.part = part;
        this.work = work;
        this.faults = faults;
    }

    /**
     * Reports the fault that this work has not returned for the given duration. {@link #run} reports the end of the
     * fault when the work returns.
     */
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
