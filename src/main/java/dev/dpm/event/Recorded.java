package dev.dpm.event;

import java.time.Instant;
import java.util.Optional;

/**
 * An event as it was written down.
 *
 * @param sequence counts up by one for each event of a home, never reused
 * @param time wall-clock time, UTC; may step, the sequence does not
 * @param incident the id of the incident that it belongs to
 */
public record Recorded(long sequence, Instant time, Event event, Optional<String> incident) {

    /** One that belongs to no incident. */
    public Recorded(long sequence, Instant time, Event event) {
        this(sequence, time, event, Optional.empty());
    }
}
