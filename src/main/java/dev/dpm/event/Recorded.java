package dev.dpm.event;

import java.time.Instant;
import java.util.Optional;

/**
 * An event that was recorded in the journal.
 * @param sequence the event's number, one higher than that of the last event in the home folder
 * @param time in UTC
 * @param incident the id of the incident to which the event belongs; empty: none
 */
public record Recorded(long sequence, Instant time, Event event, Optional<String> incident) {

    public Recorded(long sequence, Instant time, Event event) {
        this(sequence, time, event, Optional.empty());
    }
}
