package dev.dpm.supervision;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Queue of stimuli and commands for the loop, in order; none is dropped while the loop turns. */
final class Mailbox {

    /** Word of something that happened, to be written down. */
    private record Word(Runnable text) implements Runnable {
        @Override
        public void run() {
            text.run();
        }
    }

    private final LinkedBlockingQueue<Runnable> letters = new LinkedBlockingQueue<>();
    private volatile boolean loopHasEnded;
    private Duration late = Duration.ZERO;

    /** Adds a letter; from any thread. */
    void post(Runnable letter) {
        letters.add(letter);
    }

    /**
     * Adds word of something that happened; from any thread. The loop reads it like a letter. After the loop's end the
     * thread that tells it reads it at once: the last incident and the last notice are written then, and what goes wrong
     * with them must not go unsaid.
     */
    void tell(Runnable text) {
        letters.add(new Word(text));
        if (loopHasEnded) {
            readWords();
        }
    }

    /** Reads the words that are left and drops the letters; for the loop's thread, which takes nothing any more. */
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
