package dev.dpm.lifecycle;

import dev.dpm.event.Event;
import dev.dpm.event.TargetEvent;
import dev.dpm.policy.ThresholdFinding;
import dev.dpm.process.CheckKind;
import dev.dpm.process.RestartCause;

/**
 * What a living target is found to have, or to have no longer: a threshold breached or a check failed. Both are answered
 * in the same way.
 */
sealed interface Trouble {

    /** What a restart is counted under that this trouble brings about. */
    RestartCause cause();

    /** With figures and units. */
    String sentence();

    /** The trouble began. */
    Event begun(Situation at, Life life, String action);

    /** The trouble is over. */
    Event over(Situation at, Life life);

    /** Samples say so. */
    record OfThreshold(ThresholdFinding finding) implements Trouble {
        @Override
        public RestartCause cause() {
            return RestartCause.of(finding.resource());
        }

        @Override
        public String sentence() {
            return finding.sentence();
        }

        @Override
        public Event begun(Situation at, Life life, String action) {
            return new TargetEvent.ThresholdBreached(at.name(), life.number(), life.pid(), finding.resource(),
                    sentence(), action + byDefault(at));
        }

        /** Who never chose a threshold has to learn what acts upon the target, and how that is changed. */
        private String byDefault(Situation at) {
            return at.spec().defaultThresholds().stream()
                    .filter(option -> option.name().equals(finding.resource().word() + "_threshold"))
                    .findFirst().map(option -> " (by default: " + option.flag() + " sets another threshold, or off)")
                    .orElse("");
        }

        @Override
        public Event over(Situation at, Life life) {
            return new TargetEvent.ThresholdRecovered(at.name(), life.number(), life.pid(), finding.resource(),
                    sentence());
        }
    }

    /** A check says so. */
    record OfCheck(CheckKind check, String sentence) implements Trouble {
        @Override
        public RestartCause cause() {
            return RestartCause.of(check);
        }

        @Override
        public Event begun(Situation at, Life life, String action) {
            return new TargetEvent.CheckFailed(at.name(), life.number(), life.pid(), check, sentence, action);
        }

        @Override
        public Event over(Situation at, Life life) {
            return new TargetEvent.CheckRecovered(at.name(), life.number(), life.pid(), check, sentence);
        }
    }
}
