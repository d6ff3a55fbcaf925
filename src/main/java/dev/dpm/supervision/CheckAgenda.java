package dev.dpm.supervision;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.dpm.check.CheckResult;
import dev.dpm.check.CheckSpec;
import dev.dpm.check.Checked;
import dev.dpm.config.TargetSpec;
import dev.dpm.lifecycle.Life;
import dev.dpm.process.CheckKind;

/** When each check of one target is due, and which is under way. Touched by the loop's thread only. */
final class CheckAgenda {

    /** From a launch or an adoption to the first check: a server that binds its port at once has done so by then. */
    private static final Duration FIRST = Duration.ofSeconds(1);

    private final Map<CheckSpec, Duration> dueAt = new LinkedHashMap<>();
    private final Set<CheckSpec> underWay = new HashSet<>();
    private final Map<CheckKind, Map<CheckResult.Outcome, Long>> counts = new EnumMap<>(CheckKind.class);
    private Optional<TargetSpec> spec = Optional.empty();
    private long life;
    private long runs;

    /** Brings it in line with what lives now and what is to be checked. */
    void follow(TargetSpec inForce, Life living, Duration now) {
        if (life == living.number() && spec.equals(Optional.of(inForce))) {
            return;
        }
        List<CheckSpec> checks = CheckSpec.of(inForce.checks());
        if (life != living.number()) {
            dueAt.clear();
        }
        dueAt.keySet().retainAll(checks);
        boolean isNew = life != living.number();
        for (CheckSpec check : checks) {
            Duration latest = now.plus(inForce.checks().interval());
            dueAt.merge(check, isNew ? now.plus(FIRST) : now,
                    (before, ignored) -> before.compareTo(latest) < 0 ? before : latest);
        }
        life = living.number();
        spec = Optional.of(inForce);
    }

    /** When the next check is due; one that is under way is waited for first. */
    Optional<Duration> next() {
        return dueAt.isEmpty()
                ? Optional.empty()
                : dueAt.entrySet().stream().filter(due -> !underWay.contains(due.getKey())).map(Map.Entry::getValue)
                        .min(Duration::compareTo);
    }

    /** The checks that are due and not under way; from now on they are. */
    List<CheckSpec> take(Duration now, Duration interval) {
        List<CheckSpec> due = dueAt.entrySet().stream()
                .filter(entry -> now.compareTo(entry.getValue()) >= 0 && !underWay.contains(entry.getKey()))
                .map(Map.Entry::getKey).toList();
        due.forEach(check -> dueAt.put(check, now.plus(interval)));
        underWay.addAll(due);
        return due;
    }

    /** A run is over. */
    void done(Checked checked) {
        runs++;
        underWay.remove(checked.spec());
        counts.computeIfAbsent(checked.spec().kind(), kind -> new EnumMap<>(CheckResult.Outcome.class))
                .merge(checked.result().outcome(), 1L, Long::sum);
    }

    /** Runs since the runner's start, all together. */
    long runs() {
        return runs;
    }

    /** Runs since the runner's start, by kind and outcome. */
    Map<CheckKind, Map<CheckResult.Outcome, Long>> counts() {
        Map<CheckKind, Map<CheckResult.Outcome, Long>> copy = new EnumMap<>(CheckKind.class);
        counts.forEach((kind, outcomes) -> copy.put(kind, Map.copyOf(outcomes)));
        return copy;
    }
}
