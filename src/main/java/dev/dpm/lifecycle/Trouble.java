package dev.dpm.lifecycle;

import dev.dpm.event.Event;
import dev.dpm.event.Observation;
import dev.dpm.policy.ThresholdFinding;
import dev.dpm.process.CheckKind;
import dev.dpm.process.RestartCause;

/**
 * A breached threshold or a failing check, or the end of one of these. The runner reacts to a threshold in the same way
 * as to a check.
 */
sealed interface Trouble {

    /** The cause under which a restart for this trouble is counted. */
    RestartCause cause();

    /** The trouble in a sentence, with figures and units. */
    String sentence();

    /** The event for the trouble's beginning. */
    Event begun(Situation at, Life life, String action);

    /** The event for the trouble's end. */
    Event over(Situation at, Life life);

    /** A threshold, with the result of comparing samples with it. */
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
            return new Observation.ThresholdBreached(at.name(), life.number(), life.pid(), finding.resource(),
                    sentence(), action + byDefault(at));
        }

        /**
         * A clause for the sentence about a breach of a threshold that the user never set: the clause says that the
         * threshold is a default, and how to change it.
         */
        private String byDefault(Situation at) {
            return at.spec().defaultThresholds().stream()
                    .filter(option -> option.name().equals(finding.resource().word() + "_threshold"))
                    .findFirst().map(option -> " (by default: " + option.flag() + " sets another threshold, or off)")
                    .orElse("");
        }

        @Override
        public Event over(Situation at, Life life) {
            return new Observation.ThresholdRecovered(at.name(), life.number(), life.pid(), finding.resource(),
                    sentence());
        }
    }

    /** A check, with the result of its runs. */
    record OfCheck(CheckKind check, String sentence) implements Trouble {
        @Override
        public RestartCause cause() {
            return RestartCause.of(check);
        }

        @Override
        public Event begun(Situation at, Life life, String action) {
            return new Observation.CheckFailed(at.name(), life.number(), life.pid(), check, sentence, action);
        }

        @Override
        public Event over(Situation at, Life life) {
            return new Observation.CheckRecovered(at.name(), life.number(), life.pid(), check, sentence);
        }
    }
}
