package dev.dpm.event;

import java.util.List;
import java.util.Optional;

import dev.dpm.process.TargetName;

/** Port: where events are written down, in order, and read again. Appending is quick and never throws. */
public interface Journal {

    /** Stamps and keeps an event. Where the disk refuses, it is kept in memory and written when it can be. */
    Recorded append(Event event);

    /**
     * The newest events, oldest first.
     *
     * @param target only this one's; empty: all
     * @param after only those with a higher sequence
     * @param limit at most that many
     */
    List<Written> read(Optional<TargetName> target, long after, int limit);

    /**
     * An event as it stands in the journal, perhaps written by another version.
     *
     * @param json its whole line, one JSON object
     */
    record Written(long sequence, java.time.Instant time, String type, Optional<String> target, Optional<Long> pid,
            String severity, String message, java.util.Map<String, Object> details, String json) {
    }
}
