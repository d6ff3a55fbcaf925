package dev.dpm.lifecycle;

import dev.dpm.event.Event;
import dev.dpm.event.Observation;
import dev.dpm.policy.ThresholdFinding;
import dev.dpm.process.CheckKind;
import dev.dpm.process.RestartCause;

/** An exceeded threshold or a failing check, or its end. */
sealed interface Trouble {

    /** The cause under which a restart because of this threshold or check is counted. */
    RestartCause cause();

    String sentence();

    /**
     * Makes the event that the threshold is exceeded, or that the check is failing.
     *
     * @param action what the runner does about it, in words
     */
    Event begun(Situation at, Life life, String action);

    /** Makes the event that the threshold or check is in order again. */
    Event over(Situation at, Life life);

    /**
     * An exceeded threshold of a target.
     *
     * @param finding the result of comparing samples with the threshold
     */
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

        /** A clause which says that the threshold is a default, and how to change it. Empty: the user has set the threshold. */
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

    /**
     * A failing check of a target.
     *
     * @param sentence a sentence about the last runs of the check
     */
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
