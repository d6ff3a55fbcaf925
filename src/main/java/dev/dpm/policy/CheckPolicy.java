package dev.dpm.policy;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.check.CheckResult;
import dev.dpm.check.Checked;

/**
 * Decides whether a check counts as failing, which takes several failed runs in a row. An unknown result counts neither as a pass
 * nor as a failure.
 */
public final class CheckPolicy {

    private CheckPolicy() {
    }

    /**
     * The decision after one check result.
     *
     * @param finding the failure that began or ended with this result
     * @param faltered true: this is a first failure, which alone has no effect
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
     * Judges one check result of a living target.
     *
     * @param alive how long after the launch the check began; no failure counts within {@code --start_grace}
     * @param needed the number of failures in a row that makes the check fail, and of passes in a row that ends this
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
