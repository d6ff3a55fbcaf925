package dev.dpm.supervision;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Where stimuli and commands wait for the loop, in order; none is ever dropped. */
final class Mailbox {

    private final LinkedBlockingQueue<Runnable> letters = new LinkedBlockingQueue<>();
    private Duration late = Duration.ZERO;

    /** From any thread. */
    void post(Runnable letter) {
        letters.add(letter);
    }

    /** The next letter, waiting for it that long. */
    Optional<Runnable> take(Duration patience) throws InterruptedException {
        long nanos = Math.max(0, patience.toNanos());
        long begun = System.nanoTime();
        Runnable letter = nanos == 0 ? letters.poll() : letters.poll(nanos, TimeUnit.NANOSECONDS);
        late = Duration.ofNanos(Math.max(0, System.nanoTime() - begun - nanos));
        return Optional.ofNullable(letter);
    }

    /** How much later than it was to the last look came back: so long the process did not run. For the reader alone. */
    Duration late() {
        return late;
    }
}
