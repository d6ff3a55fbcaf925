package dev.dpm.policy;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.check.CheckResult;
import dev.dpm.check.Checked;

/** Judges a target's checks: one failure does not kill, what is unknown does not count. */
public final class CheckPolicy {

    private CheckPolicy() {
    }

    /**
     * What one result adds to what is known.
     *
     * @param status after it
     * @param finding a failure that began, or one that ended, with this very result
     * @param faltered the first failure of a run of failures, where it takes more of them to be acted upon
     */
    public record Verdict(CheckStatus status, Optional<Finding> finding, boolean faltered) {
    }

    /**
     * @param failing true where a failure began, false where one ended
     * @param sentence {@code http check http://127.0.0.1:8000/ answered 500 in 3 of 3 checks}
     */
    public record Finding(boolean failing, String sentence) {
    }

    /**
     * Judges one result of a living incarnation.
     *
     * @param alive how long it had lived when the check began; within {@code --start_grace} nothing is judged, and yet
     *        the result shows whether the target is ready
     * @param needed failures in a row that are acted upon, and passes in a row that end it
     */
    public static Verdict judge(CheckStatus before, Checked result, Duration alive, Duration startGrace, int needed) {
        CheckStatus seen = before.seen(result);
        boolean says = result.result().outcome() != CheckResult.Outcome.UNKNOWN;
        if (!says || alive.compareTo(startGrace) < 0) {
            return new Verdict(seen, Optional.empty(), false);
        }
        boolean failed = result.result().outcome() == CheckResult.Outcome.FAILED;
        BreachCounter counter = failed ? before.counter().overAgain(needed) : before.counter().goodAgain(needed);
        if (counter.breached() == before.isFailing()) {
            boolean isFirst = failed && before.counter().over() == 0;
            return new Verdict(seen.counted(counter, before.finding(), result.begun()), Optional.empty(), isFirst);
        }
        String sentence = result.sentence() + " in " + needed + " of " + needed + (needed == 1 ? " check" : " checks");
        return new Verdict(seen.counted(counter, Optional.of(sentence), result.begun()),
                Optional.of(new Finding(failed, sentence)), false);
    }
}
