package dev.dpm.notice;

import java.time.Instant;
import java.util.List;

import dev.dpm.config.Receiver.Severity;

/**
 * A message to a receiver.
 *
 * @param schema {@value #SCHEMA}
 * @param id from an incident's id, the same in each attempt
 * @param at when it was made
 * @param sentence the whole notice
 * @param items the parts, one for each target
 */
public record Notice(int schema, String id, Kind kind, Severity severity, Instant at, String sentence,
        List<Item> items) {

    /** The schema number that this version writes into a notice. */
    public static final int SCHEMA = 1;

    public Notice {
        items = List.copyOf(items);
    }

    /** What has happened to the targets. */
    public enum Kind {
        TROUBLE,
        /** The runner has given the targets up, and does not start them again. */
        GAVE_UP,
        WELL_AGAIN,
        TEST;

        /** The word for this kind of notice in JSON: {@code well_again}. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * The part about one target.
     *
     * @param cause of the incident
     * @param sentence about this target
     * @param since when its first incident began
     * @param incidents ids, oldest first, at most the newest {@value Episode#MOST_INCIDENTS}
     * @param count the number of all incidents
     * @param restarts their number since {@code since}
     */
    public record Item(String target, String cause, String sentence, Instant since, List<String> incidents, int count,
            int restarts) {

        public Item {
            incidents = List.copyOf(incidents);
        }
    }

    /** The notice of the command {@code notify test}. */
    public static Notice test(String id, Instant at, String receiver) {
        return new Notice(SCHEMA, id, Kind.TEST, Severity.WARNING, at, "dpm-runner tries out the receiver " + receiver
                + ": nothing has happened", List.of());
    }
}
