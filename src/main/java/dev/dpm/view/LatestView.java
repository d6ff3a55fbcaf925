package dev.dpm.view;

import java.util.Map;
import java.util.Optional;

/**
 * What happened last, from memory: a look at many targets searches no journal for it.
 *
 * @param newest of all events
 * @param byTarget by name: the newest event that is no remark about how the target is measured
 */
public record LatestView(Optional<EventView> newest, Map<String, EventView> byTarget) {

    public LatestView {
        byTarget = Map.copyOf(byTarget);
    }

    /** Of one target; empty: nothing is remembered. */
    public Optional<EventView> of(String target) {
        return Optional.ofNullable(byTarget.get(target));
    }
}
