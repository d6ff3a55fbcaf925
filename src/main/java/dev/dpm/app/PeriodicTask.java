package dev.dpm.app;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

import dev.dpm.event.Component;
import dev.dpm.event.EventWords;

/** A task that is repeated at intervals. If it fails, it has a fault until it succeeds again. */
final class PeriodicTask implements Runnable {

    private final Component part;
    private final Runnable work;
    private final BiConsumer<Component, Optional<String>> faults;
    private volatile boolean brokeDown;

    /**
     * @param part the component to which the fault belongs
     * @param faults receives a sentence about the fault; empty: the fault is over
     */
    PeriodicTask(Component part, Runnable work, BiConsumer<Component, Optional<String>> faults) {
        this.part = part;
        this.work = work;
        this.faults = faults;
    }

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
