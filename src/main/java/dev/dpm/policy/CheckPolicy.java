package dev.dpm.policy;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.check.CheckResult;
import dev.dpm.check.Checked;

/** Decides on the results of a target's checks: a single failure does not kill, an unknown result does not count. */
public final class CheckPolicy {

    private CheckPolicy() {
    }

    /**
     * The outcome of one result.
     *
     * @param status the check's status after it
     * @param finding a failing that began or ended with this result
     * @param faltered true for the first failure of several in a row, where more are needed before anything is done
     */
    public record Verdict(CheckStatus status, Optional<Finding> finding, boolean faltered) {
    }

    /**
     * The beginning or end of a check's failing.
     *
     * @param failing true where it began, false where it ended
     * @param sentence {@code http check http://127.0.0.1:8000/ answered 500 in 3 of 3 checks}
     */
    public record Finding(boolean failing, String sentence) {
    }

    /**
     * Decides on one result of a living incarnation.
     *
     * @param alive age of the incarnation when the check began; within {@code --start_grace} no failure counts, but the
     *     result still shows whether the target is ready
     * @param needed number of failures in a row after which the check is failing, and of passes in a row that end it
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
