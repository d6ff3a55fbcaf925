package dev.dpm.supervision;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Where stimuli and commands wait for the loop, in order; none is ever dropped. */
final class Mailbox {

    private final LinkedBlockingQueue<Runnable> letters = new LinkedBlockingQueue<>();

    /** From any thread. */
    void post(Runnable letter) {
        letters.add(letter);
    }

    /** The next letter, waiting for it that long. */
    Optional<Runnable> take(Duration patience) throws InterruptedException {
        long nanos = Math.max(0, patience.toNanos());
        return Optional.ofNullable(nanos == 0 ? letters.poll() : letters.poll(nanos, TimeUnit.NANOSECONDS));
    }
}
