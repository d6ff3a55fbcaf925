package dev.dpm.supervision;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The queue of results and commands that other threads send to the supervision loop, in the order of their arrival. No
 * entry is dropped while the loop runs.
 */
final class Mailbox {

    /**
     * An entry that writes an event about the runner to the journal. It is processed even after the end of the
     * supervision loop.
     */
    private record EventReport(Runnable text) implements Runnable {
        @Override
        public void run() {
            text.run();
        }
    }

    private final LinkedBlockingQueue<Runnable> letters = new LinkedBlockingQueue<>();
    private volatile boolean loopHasEnded;
    private Duration late = Duration.ZERO;

    /** Adds an entry (a result or command) for the supervision loop. May be called on any thread. */
    void post(Runnable letter) {
        letters.add(letter);
    }

    /** Removes an entry that the supervision loop has not taken yet. May be called on any thread. */
    void drop(Runnable letter) {
        letters.remove(letter);
    }

    /**
     * Adds the report of an event. May be called on any thread.
     *
     * <p>
     * The loop processes the report like any other entry. After the loop has ended, the calling thread processes the
     * report at once. The last incident and the last notice are written at that time, and faults of these writes must
     * still be reported.
     */
    void tell(Runnable text) {
        letters.add(new EventReport(text));
        if (loopHasEnded) {
            readWords();
        }
    }

    /**
     * Writes the events that still wait to the journal, and drops all other entries. The thread of the supervision
     * loop calls this method when it ends.
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
     * Removes the next entry from the queue and returns it, for the supervision loop.
     *
     * @param patience the longest wait for an entry
     */
    Optional<Runnable> take(Duration patience) throws InterruptedException {
        long nanos = Math.max(0, patience.toNanos());
        long begun = System.nanoTime();
        Runnable letter = nanos == 0 ? letters.poll() : letters.poll(nanos, TimeUnit.NANOSECONDS);
        late = Duration.ofNanos(Math.max(0, System.nanoTime() - begun - nanos));
        return Optional.ofNullable(letter);
    }

    /**
     * By how much the last wait for an entry took longer than it should: for that time the kernel did not run the
     * runner's process. Only the thread of the supervision loop calls this method.
     */
    Duration late() {
        return late;
    }
}
