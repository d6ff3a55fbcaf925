package dev.dpm.supervision;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The queue of messages from other threads to the supervision loop, in the order of their arrival. */
final class Mailbox {

    /** A message that writes an event to the journal. It is processed even after the end of the supervision loop. */
    private record EventReport(Runnable text) implements Runnable {
        @Override
        public void run() {
            text.run();
        }
    }

    private final LinkedBlockingQueue<Runnable> letters = new LinkedBlockingQueue<>();
    private volatile boolean loopHasEnded;
    private Duration late = Duration.ZERO;

    void post(Runnable letter) {
        letters.add(letter);
    }

    void drop(Runnable letter) {
        letters.remove(letter);
    }

    /**
     * Adds the report of an event, from any thread. After the loop's end, the calling thread writes the event itself, so that
     * late faults are not lost.
     */
    void tell(Runnable text) {
        letters.add(new EventReport(text));
        if (loopHasEnded) {
            readWords();
        }
    }

    /**
     * Writes the events that still wait in this mailbox to the journal, and drops all other messages. Called when the
     * supervision loop ends.
     */
    void loopEnds() {
        loopHasEnded = true;
        readWords();
    }

    private synchronized void readWords() {
        for (Runnable letter = letters.poll(); letter != null; letter = letters.poll()) {
            if (letter instanceof EventReport word) {
                word.run();
            }
        }
    }

    /**
     * Removes the next message from the queue.
     *
     * @param patience the longest wait
     */
    Optional<Runnable> take(Duration patience) throws InterruptedException {
        long nanos = Math.max(0, patience.toNanos());
        long begun = System.nanoTime();
        Runnable letter = nanos == 0 ? letters.poll() : letters.poll(nanos, TimeUnit.NANOSECONDS);
        late = Duration.ofNanos(Math.max(0, System.nanoTime() - begun - nanos));
        return Optional.ofNullable(letter);
    }

    /** How much longer than planned the last wait for a message took. During that time, the kernel did not run this process. */
    Duration late() {
        return late;
    }
}
