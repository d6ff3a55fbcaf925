package dev.dpm.view;

import java.util.Map;
import java.util.Optional;

/**
 * The last events, kept in memory, so that a page with many targets searches no journal.
 *
 * @param newest of all events
 * @param byTarget by name: the newest event that is no remark on how the target is measured
 */
public record LatestView(Optional<EventView> newest, Map<String, EventView> byTarget) {

    public LatestView {
        byTarget = Map.copyOf(byTarget);
    }

    /** The last event of one target; empty: none is remembered. */
    public Optional<EventView> of(String target) {
        return Optional.ofNullable(byTarget.get(target));
    }
}
