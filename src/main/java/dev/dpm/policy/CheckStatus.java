package dev.dpm.policy;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.check.CheckResult;
import dev.dpm.check.Checked;

/**
 * How one check has stood in this incarnation.
 *
 * @param counter failures in a row, and while it fails the passes in a row
 * @param latest the newest result, also an unknown one; empty: never run
 * @param known the newest result that says something
 * @param finding while it fails: the sentence with which that began
 * @param failingSince when the first of the failures that count now began, on the runner's monotonic clock
 */
public record CheckStatus(BreachCounter counter, Optional<Checked> latest, Optional<Checked> known,
        Optional<String> finding,
        Optional<Duration> failingSince) {

    /** A new life starts clean. */
    public static final CheckStatus FRESH = new CheckStatus(BreachCounter.FRESH, Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty());

    /** Whether enough checks in a row have failed, and not yet as many passed. */
    public boolean isFailing() {
        return counter.breached();
    }

    /** Whether the target is ready, as far as this check goes: it passed when it last could tell. */
    public boolean isPassing() {
        return !isFailing() && known.filter(last -> last.result().outcome() == CheckResult.Outcome.PASSED).isPresent();
    }

    /** Whether it fails, by a result not older than that. */
    public boolean isFailing(Duration now, Duration fresh) {
        return isFailing() && known.filter(last -> now.minus(last.begun()).compareTo(fresh) <= 0).isPresent();
    }

    /** The same results, and nothing counted. */
    CheckStatus uncounted() {
        return new CheckStatus(BreachCounter.FRESH, latest, known, Optional.empty(), Optional.empty());
    }

    CheckStatus seen(Checked result) {
        boolean says = result.result().outcome() != CheckResult.Outcome.UNKNOWN;
        return new CheckStatus(counter, Optional.of(result), says ? Optional.of(result) : known, finding,
                failingSince);
    }

    /** @param at when the check that was counted began */
    CheckStatus counted(BreachCounter next, Optional<String> because, Duration at) {
        return new CheckStatus(next, latest, known, next.breached() ? because : Optional.empty(),
                next.over() == 0 ? Optional.empty() : failingSince.or(() -> Optional.of(at)));
    }
}
