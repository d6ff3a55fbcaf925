package dev.dpm.app;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

import dev.dpm.event.Component;
import dev.dpm.event.EventWords;

/** Work that is repeated at intervals. If it fails, a fault is reported until it succeeds again. */
final class PeriodicTask implements Runnable {

    private final Component part;
    private final Runnable work;
    private final BiConsumer<Component, Optional<String>> faults;
    private volatile boolean brokeDown;

    /**
     * @param part the component that has the fault
     * @param faults receives the fault's sentence; empty: the fault is over
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
