package dev.dpm.supervision;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Queue of stimuli and commands for the loop, in order; none is ever dropped. */
final class Mailbox {

    private final LinkedBlockingQueue<Runnable> letters = new LinkedBlockingQueue<>();
    private Duration late = Duration.ZERO;

    /** Adds a letter; from any thread. */
    void post(Runnable letter) {
        letters.add(letter);
    }

    /** Takes the next letter, waiting at most that long. */
    Optional<Runnable> take(Duration patience) throws InterruptedException {
        long nanos = Math.max(0, patience.toNanos());
        long begun = System.nanoTime();
        Runnable letter = nanos == 0 ? letters.poll() : letters.poll(nanos, TimeUnit.NANOSECONDS);
        late = Duration.ofNanos(Math.max(0, System.nanoTime() - begun - nanos));
        return Optional.ofNullable(letter);
    }

    /**
     * How much later than ordered the last wait came back: for so long the runner's process did not run. For the loop's
     * thread alone.
     */
    Duration late() {
        return late;
    }
}
