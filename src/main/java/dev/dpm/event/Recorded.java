package dev.dpm.event;

import java.time.Instant;
import java.util.Optional;

/**
 * An event as the journal recorded it.
 *
 * @param sequence the event's number among all events of the runner's home folder; each event's number is one higher
 *     than the last, and no number is reused
 * @param time wall-clock time, UTC; a change of the machine's clock shows in the times, and never in the sequence
 * @param incident the id of the incident that the event belongs to
 */
public record Recorded(long sequence, Instant time, Event event, Optional<String> incident) {

    /** Makes a recorded event that belongs to no incident. */
    public Recorded(long sequence, Instant time, Event event) {
        this(sequence, time, event, Optional.empty());
    }
}
