package dev.dpm.operator.fleet;

import java.util.Optional;

/**
 * What a dpm-runner answered about its target. Values that the answer lacks are empty.
 *
 * @param target the target's name
 * @param state the target's state, such as RUNNING
 * @param trouble why the target needs a person's attention; empty if it does not
 * @param incident the cause of the target's newest incident; empty if it had none
 * @param memory the target's memory in bytes
 * @param cpu the target's CPU in percent of one core
 * @param secondsToLimit the seconds until the target's memory reaches its limit if it goes on rising as it does; empty
 *     if it does not rise
 * @param restarts number of restarts since the target was added to its dpm-runner
 * @param reason why the target is in its state
 */
public record Report(String target, String state, Optional<Finding> trouble, Optional<Finding> incident, Usage memory,
        Usage cpu, Optional<Double> secondsToLimit, long restarts, String reason) {

    /**
     * Memory or CPU of a target, with threshold and limit.
     *
     * @param threshold the memory or CPU from which the dpm-runner acts; empty if there is none
     * @param limit the memory or CPU limit that the kernel enforces; empty if there is none
     */
    public record Usage(Optional<Double> value, Optional<Double> threshold, Optional<Double> limit) {

        /** The threshold or the limit of this usage, whichever is lower; empty if there is neither. */
        public Optional<Double> bound() {
            return threshold.isPresent() && limit.isPresent()
                    ? Optional.of(Math.min(threshold.get(), limit.get()))
                    : threshold.or(() -> limit);
        }

        /**
         * The used memory or CPU as a share of the threshold or of the limit, whichever is lower; 1.0 means that the
         * threshold or limit is reached.
         */
        public Optional<Double> share() {
            return value.flatMap(used -> bound().filter(most -> most > 0).map(most -> used / most));
        }
    }
}
