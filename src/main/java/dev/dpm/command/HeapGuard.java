package dev.dpm.command;

import java.util.function.LongPredicate;
import java.util.function.Supplier;

/** Protects the heap from large answers: one at a time, and none that is too large. */
final class HeapGuard {

    /** The heap for one target in a full answer, in bytes. It makes 15 KB of JSON (measured) in three copies. */
    static final long WHOLE_TARGET = 64 * 1024;
    /** The heap for a line about a target, in bytes. 2,500 took less than 5 MB (measured). */
    static final long TARGET_LINE = 2 * 1024;
    /** The heap that must stay free. */
    static final long SPARE = 2 * 1024 * 1024;
    private static final Object ONE_AT_A_TIME = new Object();
    private static final int AGAIN_AFTER_SECONDS = 2;

    private final LongPredicate holds;

    HeapGuard() {
        this(FreeHeap::holds);
    }

    /** @param holds whether so many bytes are free, see {@link FreeHeap#holds} */
    HeapGuard(LongPredicate holds) {
        this.holds = holds;
    }

    /**
     * Renders a full answer, or refuses it.
     *
     * @param targets their number
     */
    <T> T forWhole(int targets, Supplier<T> rendering) {
        return in(targets * WHOLE_TARGET + SPARE, "Everything about " + targets + " targets",
                "ask for some of them by name, or for the text form", rendering);
    }

    /** Renders a line for each target, or refuses it. Small answers need no check. */
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
