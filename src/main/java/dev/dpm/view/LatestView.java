package dev.dpm.view;

import java.util.Map;
import java.util.Optional;

/**
 * The latest events that the runner has in memory.
 * @param newest the newest of all events
 * @param byTarget the newest event of each target, by the target's name; events about measurements are left out
 */
public record LatestView(Optional<EventView> newest, Map<String, EventView> byTarget) {

    public LatestView {
        byTarget = Map.copyOf(byTarget);
    }

    /** The newest event of a target; empty: there is none in memory. */
    public Optional<EventView> of(String target) {
        return Optional.ofNullable(byTarget.get(target));
    }
}
