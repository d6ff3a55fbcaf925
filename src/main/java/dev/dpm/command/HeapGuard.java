package dev.dpm.command;

import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

import dev.dpm.view.OutputPage;
import dev.dpm.view.OutputQuery;

/** Protects the heap from large answers: only one is rendered at a time, and none that is too large. */
public final class HeapGuard {

    /**
     * The heap for one target in an answer with everything about targets, in bytes. A target makes 15 KB of JSON (measured),
     * and three copies of the JSON are in memory at the same time.
     */
    static final long WHOLE_TARGET = 64 * 1024;
    /** The heap for a line about one target in an answer, in bytes. 2,500 lines took less than 5 MB (measured). */
    static final long TARGET_LINE = 2 * 1024;
    /** The heap for one event in an answer, in bytes, as object and as text. */
    static final long EVENT = 3 * 1024;
    /** The heap for reading the longest page of a target's output, in bytes, see {@link OutputQuery}. */
    static final long OUTPUT_PAGE = 3 * 1024 * 1024;
    /** The largest number of copies of an answer's text that are in memory while the answer is rendered, encoded and sent. */
    static final long COPIES = 6;
    /** The bytes of an output line in an answer beside the line's text: its place, and the names of its fields. */
    private static final int FRAME_OF_LINE = 80;
    /** The number of characters of an escaped control character in JSON. */
    private static final int ESCAPED = 6;
    /** The heap in bytes that must stay free. */
    static final long SPARE = 2 * 1024 * 1024;
    private static final Object ONE_AT_A_TIME = new Object();
    private static final int AGAIN_AFTER_SECONDS = 2;

    private final LongPredicate holds;

    /** Makes a guard that asks this JVM how much of its heap is free. */
    public HeapGuard() {
        this(FreeHeap::holds);
    }

    /** @param holds whether so many bytes of the heap are free, see {@link FreeHeap#holds} */
    HeapGuard(LongPredicate holds) {
        this.holds = holds;
    }

    /**
     * Renders an answer with everything about targets. If the free heap does not suffice, a {@link Refusal} is thrown.
     * @param targets the number of targets
     */
    <T> T forWhole(int targets, Supplier<T> rendering) {
        return in(targets * WHOLE_TARGET + SPARE, "Everything about " + targets + " targets",
                "ask for some of them by name, or for the text form", rendering);
    }

    /**
     * Renders an answer with a line about each target. If the free heap does not suffice, a {@link Refusal} is thrown. A small
     * answer is not checked.
     * @param targets the number of targets
     */
    <T> T forLines(int targets, Supplier<T> rendering) {
        return targets * TARGET_LINE < SPARE / 2
                ? rendering.get()
                : in(targets * TARGET_LINE + SPARE, "A line about each of " + targets + " targets",
                        "ask for some of them by name", rendering);
    }

    /**
     * Renders an answer with events. If the free heap does not suffice, a {@link Refusal} is thrown.
     * @param events the largest number of events in the answer
     */
    <T> T forEvents(int events, Supplier<T> rendering) {
        return events * EVENT < SPARE / 2
                ? rendering.get()
                : in(events * EVENT + SPARE, events + " events", "ask for fewer with limit", rendering);
    }

    /**
     * Reads a page of a target's output and renders an answer from the page. If the free heap does not suffice for one of the
     * two, a {@link Refusal} is thrown.
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
