package dev.dpm.view;

import java.util.Map;
import java.util.Optional;

/**
 * The latest events, in memory. A page with many targets shows these events without a search in the journal.
 *
 * @param newest the newest event of the runner and all targets
 * @param byTarget the newest event of each target, by name; events about how the target is measured are left out
 */
public record LatestView(Optional<EventView> newest, Map<String, EventView> byTarget) {

    public LatestView {
        byTarget = Map.copyOf(byTarget);
    }

    /** The newest event of one target; empty if the runner has no event of the target in memory. */
    public Optional<EventView> of(String target) {
        return Optional.ofNullable(byTarget.get(target));
    }
}
