package dev.dpm.policy;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.check.CheckResult;
import dev.dpm.check.Checked;

/**
 * Decides from the results of a check whether the check counts as failing. The decision needs several failures in a
 * row; a result without a verdict (unknown) is not counted.
 */
public final class CheckPolicy {

    private CheckPolicy() {
    }

    /**
     * The decision after one result of a check.
     *
     * @param status the check's status after this result
     * @param finding the beginning or end of a failure that this result caused
     * @param faltered true: this result is the first failure, and the runner acts only after more failures in a row
     */
    public record Verdict(CheckStatus status, Optional<Finding> finding, boolean faltered) {
    }

    /**
     * The beginning or end of a period in which a check is failing.
     *
     * @param failing true: the check began to fail; false: the check stopped failing
     * @param sentence a sentence such as {@code http check http://127.0.0.1:8000/ answered 500 in 3 of 3 checks}
     */
    public record Finding(boolean failing, String sentence) {
    }

    /**
     * Decides on one check result of a living target.
     *
     * @param alive how long the run has lasted when the check began; within {@code --start_grace} no failure counts,
     *     but the result still shows whether the target is ready
     * @param needed number of failures in a row after which the check is failing, and of passes in a row after which it
     *     is no longer failing
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
