package dev.dpm.supervision;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The queue of stimuli and commands for the loop, in order; no entry is dropped while the loop runs. */
final class Mailbox {

    /** A message that an event happened, which must be recorded even after the loop's end. */
    private record Word(Runnable text) implements Runnable {
        @Override
        public void run() {
            text.run();
        }
    }

    private final LinkedBlockingQueue<Runnable> letters = new LinkedBlockingQueue<>();
    private volatile boolean loopHasEnded;
    private Duration late = Duration.ZERO;

    /** Adds an entry; from any thread. */
    void post(Runnable letter) {
        letters.add(letter);
    }

    /** Takes an entry out that the loop has not taken yet; from any thread. */
    void drop(Runnable letter) {
        letters.remove(letter);
    }

    /**
     * Adds a message that an event happened; may be called from any thread. The loop handles the message like any
     * entry. After the loop's end the calling thread handles the message at once: the last incident and the last notice
     * are written then, and their faults must still be reported.
     */
    void tell(Runnable text) {
        letters.add(new Word(text));
        if (loopHasEnded) {
            readWords();
        }
    }

    /** Handles the messages that are left and drops all other entries; called by the loop's thread at its end. */
    void loopEnds() {
        loopHasEnded = true;
        readWords();
    }

    private synchronized void readWords() {
        for (Runnable letter = letters.poll(); letter != null; letter = letters.poll()) {
            if (letter instanceof Word word) {
                word.run();
            }
        }
    }

    /** Takes the next entry, waiting at most that long. */
    Optional<Runnable> take(Duration patience) throws InterruptedException {
        long nanos = Math.max(0, patience.toNanos());
        long begun = System.nanoTime();
        Runnable letter = nanos == 0 ? letters.poll() : letters.poll(nanos, TimeUnit.NANOSECONDS);
        late = Duration.ofNanos(Math.max(0, System.nanoTime() - begun - nanos));
        return Optional.ofNullable(letter);
    }

    /**
     * How much later than ordered the last wait ended, which shows that the runner's process did not run in that time.
     * For the loop's thread only.
     */
    Duration late() {
        return late;
    }
}
