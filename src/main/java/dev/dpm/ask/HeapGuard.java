package dev.dpm.ask;

import java.util.function.LongPredicate;
import java.util.function.Supplier;

/**
 * Keeps large answers from exhausting the heap. The runner's heap is small, and a runner without free heap ends. One
 * large answer is rendered at a time, and none for which the free memory does not suffice.
 */
final class HeapGuard {

    /**
     * The number of bytes that one target takes in memory while an answer with all facts about all targets is made:
     * about 15 KB of JSON (measured), of which three copies exist during rendering and encoding, and the views from
     * which the JSON is made. When this number was 48 KiB, an answer with 400 targets ended a runner.
     */
    static final long WHOLE_TARGET = 64 * 1024;
    /**
     * Bytes that one target takes in an answer with a line about each target: the view without its settings, which are
     * read one target at a time, and the text. 2,500 targets took less than 5 MB (measured).
     */
    static final long TARGET_LINE = 2 * 1024;
    /** Bytes that stay free for the rest of the runner. */
    static final long SPARE = 2 * 1024 * 1024;
    private static final Object ONE_AT_A_TIME = new Object();
    private static final int AGAIN_AFTER_SECONDS = 2;

    private final LongPredicate holds;

    /** Makes an object that watches the free heap of this JVM. */
    HeapGuard() {
        this(FreeHeap::holds);
    }

    /**
     * Makes the guard.
     *
     * @param holds whether that many bytes of heap are free, see {@link FreeHeap#holds}
     */
    HeapGuard(LongPredicate holds) {
        this.holds = holds;
    }

    /**
     * Renders an answer about whole targets. Throws a {@link Refusal} where the memory does not suffice.
     *
     * @param targets the number of targets
     */
    <T> T forWhole(int targets, Supplier<T> rendering) {
        return in(targets * WHOLE_TARGET + SPARE, "Everything about " + targets + " targets",
                "ask for some of them by name, or for the text form", rendering);
    }

    /** Renders an answer with a line about each target; like {@link #forWhole}. Few targets need no check. */
    <T> T forLines(int targets, Supplier<T> rendering) {
        return targets * TARGET_LINE < SPARE / 2
                ? rendering.get()
                : in(targets * TARGET_LINE + SPARE, "A line about each of " + targets + " targets",
                        "ask for some of them by name", rendering);
    }

    private <T> T in(long needed, String what, String instead, Supplier<T> rendering) {
        synchronized (ONE_AT_A_TIME) {
            if (!holds.test(needed)) {
                throw Refusal.busy(what + " does not fit into the memory that this runner has free: " + instead + ".",
                        AGAIN_AFTER_SECONDS);
            }
            return rendering.get();
        }
    }
}
