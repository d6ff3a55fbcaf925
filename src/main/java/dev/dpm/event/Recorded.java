package dev.dpm.event;

import java.time.Instant;
import java.util.Optional;

/**
 * A recorded event.
 *
 * @param sequence one higher than the last of the home folder
 * @param time UTC
 * @param incident its id
 */
public record Recorded(long sequence, Instant time, Event event, Optional<String> incident) {

    public Recorded(long sequence, Instant time, Event event) {
        this(sequence, time, event, Optional.empty());
    }
}
