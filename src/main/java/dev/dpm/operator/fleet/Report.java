package dev.dpm.operator.fleet;

import java.util.Optional;

/**
 * What a dpm-runner answered about its target.
 *
 * @param state the state of the target, such as RUNNING
 * @param trouble the present trouble of the target; empty if it is well
 * @param incident the newest incident of the target; empty if there was none
 * @param memory the memory that the target uses, in bytes
 * @param cpu the CPU that the target uses, in percent of one core
 * @param secondsToLimit the seconds until the target's memory reaches its limit by its present rise; empty if it does not
 *     rise
 * @param restarts the number of restarts since the target was added to dpm-runner
 * @param reason why the target is in its state
 */
public record Report(String target, String state, Optional<Finding> trouble, Optional<Finding> incident, Usage memory,
        Usage cpu, Optional<Double> secondsToLimit, long restarts, String reason) {

    /**
     * The memory or CPU that a target uses.
     *
     * @param threshold the usage at which dpm-runner acts; empty if there is no threshold
     * @param limit the limit that the kernel enforces; empty if there is none
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
