package dev.dpm.policy;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.check.CheckResult;
import dev.dpm.check.Checked;

/**
 * The status of one check since the target's last launch.
 *
 * @param counter failures in a row; while the check is failing, passes in a row
 * @param latest the newest result; empty: the check never ran
 * @param known the newest result whose outcome is not unknown
 * @param finding a sentence that says why the check counts as failing; empty: it does not count as failing
 * @param failingSince when the first of the failures in a row began, on the runner's monotonic clock; empty: there is
 *     none
 */
public record CheckStatus(BreachCounter counter, Optional<Checked> latest, Optional<Checked> known,
        Optional<String> finding,
        Optional<Duration> failingSince) {

    public static final CheckStatus FRESH = new CheckStatus(BreachCounter.FRESH, Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty());

    /** Whether the check counts as failing: enough runs in a row have failed, and fewer in a row have passed since. */
    public boolean isFailing() {
        return counter.breached();
    }

    /** Whether the newest known result of the check is a pass. */
    public boolean isPassing() {
        return !isFailing() && known.filter(last -> last.result().outcome() == CheckResult.Outcome.PASSED).isPresent();
    }

    /**
     * Whether the check counts as failing, and its newest known result came from a run that began at most {@code fresh}
     * ago.
     */
    public boolean isFailing(Duration now, Duration fresh) {
        return isFailing() && known.filter(last -> now.minus(last.begun()).compareTo(fresh) <= 0).isPresent();
    }

    /** A copy of this status in which the check has neither failures nor passes in a row, and does not count as failing. */
    CheckStatus uncounted() {
        return new CheckStatus(BreachCounter.FRESH, latest, known, Optional.empty(), Optional.empty());
    }

    CheckStatus seen(Checked result) {
        boolean says = result.result().outcome() != CheckResult.Outcome.UNKNOWN;
        return new CheckStatus(counter, Optional.of(result), says ? Optional.of(result) : known, finding,
                failingSince);
    }

    /**
     * A copy in which one more result of the check is counted.
     *
     * @param next the counter after this result
     * @param at when the run of the check began that had this result
     * @param because the sentence about the failures; empty: the check does not count as failing
     */
    CheckStatus counted(BreachCounter next, Optional<String> because, Duration at) {
        return new CheckStatus(next, latest, known, next.breached() ? because : Optional.empty(),
                next.over() == 0 ? Optional.empty() : failingSince.or(() -> Optional.of(at)));
    }
}
