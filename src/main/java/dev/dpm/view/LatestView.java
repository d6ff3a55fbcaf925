package dev.dpm.view;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What happened last, from memory: a look at many targets searches no journal for it.
 *
 * @param newest of all events
 * @param byTarget by name: the newest event that is no remark about how the target is measured
 * @param worries by name: the newest event that should worry somebody
 */
public record LatestView(Optional<EventView> newest, Map<String, EventView> byTarget,
        Map<String, EventView> worries) {

    public LatestView {
        byTarget = Map.copyOf(byTarget);
        worries = Map.copyOf(worries);
    }

    /** Of one target; empty: nothing is remembered. */
    public Optional<EventView> of(String target) {
        return Optional.ofNullable(byTarget.get(target));
    }

    /** When a target's newest trouble was noticed; empty: nothing is remembered. */
    public Optional<Instant> worriedSince(String target) {
        return Optional.ofNullable(worries.get(target)).map(EventView::time);
    }
}
