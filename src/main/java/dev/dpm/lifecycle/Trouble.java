package dev.dpm.lifecycle;

import dev.dpm.check.Checked;
import dev.dpm.event.Event;
import dev.dpm.event.TargetEvent;
import dev.dpm.policy.CheckPolicy;
import dev.dpm.policy.Finding;

/**
 * What a living target is found to have, or to have no longer: a threshold breached or a check failed. Both are answered
 * in the same way.
 *
 * @param word {@code cpu}, {@code memory}, {@code http_check} …: the cause of a restart, for metrics
 * @param sentence with figures and units
 * @param byCheck a check says so, not a threshold
 */
record Trouble(String word, String sentence, boolean byCheck) {

    static Trouble of(Finding finding) {
        return new Trouble(finding.resource().word(), finding.sentence(), false);
    }

    static Trouble of(Checked result, CheckPolicy.Finding finding) {
        return new Trouble(result.spec().kind().option(), finding.sentence(), true);
    }

    /** It began. */
    Event begun(Situation at, Life life, String action) {
        return byCheck
                ? new TargetEvent.CheckFailed(at.name(), life.number(), life.pid(), word, sentence, action)
                : new TargetEvent.ThresholdBreached(at.name(), life.number(), life.pid(), word, sentence,
                        action + byDefault(at));
    }

    /** Who never chose a threshold has to learn what acts upon the target, and how that is changed. */
    private String byDefault(Situation at) {
        return at.spec().defaultThresholds().stream().filter(option -> option.name().equals(word + "_threshold"))
                .findFirst().map(option -> " (by default: " + option.flag() + " sets another threshold, or off)")
                .orElse("");
    }

    /** It is over. */
    Event over(Situation at, Life life) {
        return byCheck
                ? new TargetEvent.CheckRecovered(at.name(), life.number(), life.pid(), word, sentence)
                : new TargetEvent.ThresholdRecovered(at.name(), life.number(), life.pid(), word, sentence);
    }
}
