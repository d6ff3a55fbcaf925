package dev.dpm.supervision;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.dpm.process.TargetName;

/**
 * Everything the loop knows, at one moment; immutable, readable from any thread.
 *
 * @param turn of the loop, counted from its first
 * @param at on the runner's monotonic clock
 * @param targets sorted by name
 * @param faults what of the runner's own does not work now, a sentence each
 */
public record Snapshot(long turn, Duration at, List<TargetSnapshot> targets, List<String> faults) {

    public Snapshot {
        targets = List.copyOf(targets);
        faults = List.copyOf(faults);
    }

    public Optional<TargetSnapshot> target(TargetName name) {
        return targets.stream().filter(target -> target.spec().name().equals(name)).findFirst();
    }
}
