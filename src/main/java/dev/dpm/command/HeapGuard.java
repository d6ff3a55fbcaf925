package dev.dpm.command;

import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

import dev.dpm.view.OutputPage;
import dev.dpm.view.OutputQuery;

/** Protects the heap from large answers: one at a time, and none that is too large. */
public final class HeapGuard {

    /** The heap for one target in a full answer, in bytes. It makes 15 KB of JSON (measured) in three copies. */
    static final long WHOLE_TARGET = 64 * 1024;
    /** The heap for a line about a target, in bytes. 2,500 took less than 5 MB (measured). */
    static final long TARGET_LINE = 2 * 1024;
    /** The bytes of heap that one event needs in an answer with events, as object and as text. */
    static final long EVENT = 3 * 1024;
    /** The bytes of heap that the reading of the longest page of a target's output needs, see {@link OutputQuery}. */
    static final long OUTPUT_PAGE = 3 * 1024 * 1024;
    /** How often the text of an answer is in memory, at most, while the answer is rendered, encoded and sent. */
    static final long COPIES = 6;
    /** The bytes of an output line in an answer beside the line's text: its place, and the names of its fields. */
    private static final int FRAME_OF_LINE = 80;
    /** The length of an escaped control character in JSON. */
    private static final int ESCAPED = 6;
    /** The heap that must stay free. */
    static final long SPARE = 2 * 1024 * 1024;
    private static final Object ONE_AT_A_TIME = new Object();
    private static final int AGAIN_AFTER_SECONDS = 2;

    private final LongPredicate holds;

    /** Makes a guard of the heap of this JVM. */
    public HeapGuard() {
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

    /**
     * Renders an answer with events. Throws a {@link Refusal} if the free heap does not suffice.
     *
     * @param events the largest number of events in the answer
     */
    <T> T forEvents(int events, Supplier<T> rendering) {
        return events * EVENT < SPARE / 2
                ? rendering.get()
                : in(events * EVENT + SPARE, events + " events", "ask for fewer with limit", rendering);
    }

    /**
     * Reads a page of a target's output and renders an answer from the page. Throws a {@link Refusal} if the free heap
     * does not suffice for one of the two.
     */
    public <T> T forOutput(Supplier<OutputPage> reading, Function<OutputPage, T> rendering) {
        synchronized (ONE_AT_A_TIME) {
            OutputPage page = in(OUTPUT_PAGE + SPARE, "A page of output", "ask again", reading);
            return in(size(page) * COPIES + SPARE, page.lines().size() + " lines of output",
                    "ask for fewer lines, or load the file by /download", () -> rendering.apply(page));
        }
    }

    private static long size(OutputPage page) {
        return page.lines().stream().mapToLong(line -> FRAME_OF_LINE + line.text().length()
                + (ESCAPED - 1) * line.text().chars().filter(sign -> sign < ' ' || sign > '~').count()).sum();
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
