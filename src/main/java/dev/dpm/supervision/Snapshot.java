package dev.dpm.supervision;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.dpm.process.TargetName;

/**
 * The state of all targets at one moment, as the supervision loop published it; immutable, readable on any thread.
 *
 * @param turn the number of the loop's iteration, counted from its first
 * @param at the moment, on the runner's monotonic clock
 * @param targets sorted by name
 * @param faults a sentence for each part of the runner that does not work now
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
