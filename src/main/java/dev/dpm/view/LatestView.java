package dev.dpm.view;

import java.util.Map;
import java.util.Optional;

/**
 * The latest events, in memory.
 *
 * @param newest of all
 * @param byTarget of each target, without events about its measurement
 */
public record LatestView(Optional<EventView> newest, Map<String, EventView> byTarget) {

    public LatestView {
        byTarget = Map.copyOf(byTarget);
    }

    /** The newest event of a target in memory; empty: none. */
    public Optional<EventView> of(String target) {
        return Optional.ofNullable(byTarget.get(target));
    }
}
