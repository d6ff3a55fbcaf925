package dev.dpm.notice;

import java.time.Instant;
import java.util.List;

import dev.dpm.config.Receiver.Severity;

/**
 * A message to a receiver, as it is stored in the queue.
 *
 * @param schema the schema number of the record, {@value #SCHEMA}
 * @param id the notice's id, derived from an incident's id; a notice that is sent twice has the same id each time
 * @param at when the notice was created
 * @param sentence the whole notice in one sentence
 * @param items the parts of the message, one for each target
 */
public record Notice(int schema, String id, Kind kind, Severity severity, Instant at, String sentence,
        List<Item> items) {

    /** The schema number that this version writes into a notice. */
    public static final int SCHEMA = 1;

    public Notice {
        items = List.copyOf(items);
    }

    /** The kinds of notices, by what has happened to the targets. */
    public enum Kind {
        /** Targets are in trouble: an incident has happened, and they have not recovered. */
        TROUBLE,
        /** The runner gave up the targets, so it does not start the targets again. */
        GAVE_UP,
        /** The targets have recovered. */
        WELL_AGAIN,
        /** A person sends a test notice; there was no incident. */
        TEST;

        /** The word for this kind of notice in JSON: {@code well_again}. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * The part of a notice about one target.
     *
     * @param cause the cause of the incident
     * @param sentence a sentence about this target alone
     * @param since when the first of the target's incidents in this notice began
     * @param incidents ids of incidents, oldest first, at most the newest {@value Episode#MOST_INCIDENTS}
     * @param count the number of all incidents since {@code since}
     * @param restarts the number of restarts since {@code since}
     */
    public record Item(String target, String cause, String sentence, Instant since, List<String> incidents, int count,
            int restarts) {

        public Item {
            incidents = List.copyOf(incidents);
        }
    }

    /** Makes the notice that the command {@code notify test} sends. */
    public static Notice test(String id, Instant at, String receiver) {
        return new Notice(SCHEMA, id, Kind.TEST, Severity.WARNING, at, "dpm-runner tries out the receiver " + receiver
                + ": nothing has happened", List.of());
    }
}
