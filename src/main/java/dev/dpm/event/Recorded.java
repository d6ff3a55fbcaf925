package dev.dpm.event;

import java.time.Instant;

/**
 * An event as it was written down.
 *
 * @param sequence counts up by one for each event of a home, never reused
 * @param time wall-clock time, UTC; may step, the sequence does not
 */
public record Recorded(long sequence, Instant time, Event event) {
}
