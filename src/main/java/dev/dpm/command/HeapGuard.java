package dev.dpm.command;

import java.util.function.LongPredicate;
import java.util.function.Supplier;

/**
 * Prevents large answers from exhausting the heap, since the runner ends if its heap is exhausted. Only one large
 * answer is rendered at a time, and an answer that needs more than the free heap is refused.
 */
final class HeapGuard {

    /**
     * The bytes of heap that one target needs in an answer that contains everything about each target. One target makes
     * about 15 KB of JSON (measured), in three copies during rendering and encoding, beside the objects that are
     * rendered. With 48 KiB here, an answer with 400 targets exhausted a runner's heap.
     */
    static final long WHOLE_TARGET = 64 * 1024;
    /**
     * The bytes of heap that one target needs in an answer with one line per target, for the text and the objects that
     * are rendered. 2,500 targets took less than 5 MB (measured).
     */
    static final long TARGET_LINE = 2 * 1024;
    /** The bytes of heap that an answer must leave free for the rest of the runner. */
    static final long SPARE = 2 * 1024 * 1024;
    private static final Object ONE_AT_A_TIME = new Object();
    private static final int AGAIN_AFTER_SECONDS = 2;

    private final LongPredicate holds;

    /** Makes a guard of the heap of this JVM. */
    HeapGuard() {
        this(FreeHeap::holds);
    }

    /**
     * Makes a guard of a heap.
     *
     * @param holds tests whether a number of bytes of heap is free, see {@link FreeHeap#holds}
     */
    HeapGuard(LongPredicate holds) {
        this.holds = holds;
    }

    /**
     * Renders an answer that contains everything about each target. Throws a {@link Refusal} if the free heap does not
     * suffice.
     *
     * @param targets the number of targets
     */
    <T> T forWhole(int targets, Supplier<T> rendering) {
        return in(targets * WHOLE_TARGET + SPARE, "Everything about " + targets + " targets",
                "ask for some of them by name, or for the text form", rendering);
    }

    /**
     * Renders an answer with one line per target. Throws a {@link Refusal} if the free heap does not suffice; an answer
     * that needs less than half of {@link #SPARE} is rendered without a check of the heap.
     */
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
