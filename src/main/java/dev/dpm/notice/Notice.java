package dev.dpm.notice;

import java.time.Instant;
import java.util.List;

import dev.dpm.config.Receiver.Severity;

/**
 * One thing that a receiver is told, as it lies in the queue.
 *
 * @param schema of the record, {@value #SCHEMA}
 * @param id made of the incident's; a notice that is delivered twice has the same
 * @param at when it was made
 * @param sentence all of it in one sentence
 * @param items one for each target
 */
public record Notice(int schema, String id, Kind kind, Severity severity, Instant at, String sentence,
        List<Item> items) {

    /** Of the record. */
    public static final int SCHEMA = 1;

    public Notice {
        items = List.copyOf(items);
    }

    /** What a notice says. */
    public enum Kind {
        /** Targets are in trouble. */
        TROUBLE,
        /** The runner does nothing more for them. */
        GAVE_UP,
        /** They are well again. */
        WELL_AGAIN,
        /** Nothing happened: somebody tries out whether it arrives. */
        TEST;

        /** In JSON: {@code well_again}. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * What it says of one target.
     *
     * @param cause of the incident that it is about
     * @param sentence about this target alone
     * @param since when its trouble began
     * @param incidents ids, oldest first, at most the newest {@value Episode#MOST_INCIDENTS}
     * @param count of all incidents since then
     * @param restarts since then
     */
    public record Item(String target, String cause, String sentence, Instant since, List<String> incidents, int count,
            int restarts) {

        public Item {
            incidents = List.copyOf(incidents);
        }
    }

    /** What {@code notify test} sends. */
    public static Notice test(String id, Instant at, String receiver) {
        return new Notice(SCHEMA, id, Kind.TEST, Severity.WARNING, at, "dpm-runner tries out the receiver " + receiver
                + ": nothing has happened", List.of());
    }
}
