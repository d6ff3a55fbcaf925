package dev.dpm.view;

import java.util.Map;
import java.util.Optional;

/**
 * The latest events, kept in memory, so that a page with many targets need not search the journal.
 *
 * @param newest the newest of all events
 * @param byTarget the newest event of each target, without events that only say how the target is measured
 */
public record LatestView(Optional<EventView> newest, Map<String, EventView> byTarget) {

    public LatestView {
        byTarget = Map.copyOf(byTarget);
    }

    /** The latest event of one target; empty: none is in memory. */
    public Optional<EventView> of(String target) {
        return Optional.ofNullable(byTarget.get(target));
    }
}
