package dev.dpm.notice;

import java.time.Instant;
import java.util.List;

import dev.dpm.config.Receiver.Severity;

/**
 * A message about one or more targets, which is sent to a receiver.
 * @param schema {@value #SCHEMA}
 * @param id the notice's id, which comes from an incident's id and is the same in each attempt to send it
 * @param at when the notice was made
 * @param sentence the whole notice in one sentence
 * @param items the parts, one for each target
 */
public record Notice(int schema, String id, Kind kind, Severity severity, Instant at, String sentence,
        List<Item> items) {

    /** The schema number that this version writes into a notice. */
    public static final int SCHEMA = 1;

    public Notice {
        items = List.copyOf(items);
    }

    /** What has happened to the targets of a notice. */
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
     * The part of a notice about one target.
     * @param cause the cause of the incident
     * @param sentence a sentence about this target
     * @param since when the target's first incident began
     * @param incidents the ids of incidents, oldest first, at most the newest {@value Episode#MOST_INCIDENTS}
     * @param count the number of all incidents
     * @param restarts the number of restarts since {@code since}
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
