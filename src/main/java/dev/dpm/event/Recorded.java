package dev.dpm.event;

import java.time.Instant;
import java.util.Optional;

/**
 * An event as the journal recorded it.
 *
 * @param sequence the event's number in its home, which rises by one with each event and is never reused
 * @param time wall-clock time, UTC; the time may jump, the sequence does not
 * @param incident the id of the incident that the event belongs to
 */
public record Recorded(long sequence, Instant time, Event event, Optional<String> incident) {

    /** A recorded event that belongs to no incident. */
    public Recorded(long sequence, Instant time, Event event) {
        this(sequence, time, event, Optional.empty());
    }
}
