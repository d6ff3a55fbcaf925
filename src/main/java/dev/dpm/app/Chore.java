package dev.dpm.app;

import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Work that is done again and again, on one thread: where it breaks down, that is a fault of the runner's until it goes
 * well again, and the next time comes all the same.
 */
final class Chore implements Runnable {

    private final String part;
    private final Runnable work;
    private final BiConsumer<String, Optional<String>> faults;
    private boolean brokeDown;

    /** @param faults is told by the part's name what is wrong; empty: it works again */
    Chore(String part, Runnable work, BiConsumer<String, Optional<String>> faults) {
        this.part = part;
        this.work = work;
        this.faults = faults;
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
