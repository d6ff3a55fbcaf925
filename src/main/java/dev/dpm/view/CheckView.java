package dev.dpm.view;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import dev.dpm.check.CheckResult;
import dev.dpm.check.CheckSpec;
import dev.dpm.check.Checked;
import dev.dpm.config.TargetSpec;
import dev.dpm.lifecycle.Life;
import dev.dpm.policy.CheckStatus;
import dev.dpm.process.CheckKind;
import dev.dpm.supervision.TargetSnapshot;

/**
 * A health check of a target, with its latest results. Unknown values are empty.
 * @param target the address or program that is checked, with secrets masked
 * @param result the result of the last run; empty: no run since the launch
 * @param passing whether this check lets the target count as ready
 * @param lastPassed whether the check passed by its last known result
 * @param failures the number of failures in a row, up to {@code --check_failures}
 * @param reason why the last run failed, such as {@code answered 500}
 * @param lastChecked when the last run began
 * @param runs the number of runs with each result since the runner's start
 * @param needed the number of failures in a row after which the runner reacts ({@code --check_failures})
 * @param failingSince the time of the first of the failures in a row; empty: the check does not fail
 */
public record CheckView(CheckKind kind, String target, Optional<CheckResult.Outcome> result, boolean passing,
        Optional<Boolean> lastPassed,
        int failures,
        Optional<String> reason, Optional<Instant> lastChecked, Map<CheckResult.Outcome, Long> runs, int needed,
        Optional<Instant> failingSince) {

    public CheckView {
        runs = Map.copyOf(runs);
    }

    /**
     * A phrase about a failing check: {@code check 2 of 3 failed}, or {@code check failed, not counted yet} within {@code
     * --start_grace}. Empty: the last known result is a success, or none is known.
     */
    public Optional<String> failing() {
        if (failures > 0) {
            return Optional.of("check " + failures + " of " + needed + " failed");
        }
        return lastPassed.filter(passed -> !passed).map(failed -> "check failed, not counted yet");
    }

    static List<CheckView> of(TargetSnapshot target, Optional<Life> life, Duration now, Instant wallNow) {
        return CheckSpec.of(target.spec().checks()).stream()
                .map(check -> of(check, life.map(some -> some.checkup().of(check)).orElse(CheckStatus.FRESH),
                        target.checks().getOrDefault(check.kind(), Map.of()), target.spec().checks().failures(),
                        begun -> wallNow.minus(now.minus(begun))))
                .toList();
    }

    private static CheckView of(CheckSpec check, CheckStatus standing, Map<CheckResult.Outcome, Long> counts,
            int needed, Function<Duration, Instant> wall) {
        Optional<CheckResult> latest = standing.latest().map(Checked::result);
        return new CheckView(check.kind(), check.aim(), latest.map(CheckResult::outcome),
                standing.isPassing(),
                standing.known().map(last -> last.result().outcome() == CheckResult.Outcome.PASSED),
                standing.counter().over(), latest.map(CheckResult::reason),
                standing.latest().map(Checked::begun).map(wall), counts, needed, standing.failingSince().map(wall));
    }

    static List<String> findings(TargetSpec spec, Life life) {
        return CheckSpec.of(spec.checks()).stream().flatMap(check -> life.checkup().of(check).finding().stream())
                .toList();
    }
}
