package dev.dpm.operator.fleet;

import java.util.Optional;

/**
 * What a dpm-runner answered.
 *
 * @param state such as RUNNING
 * @param trouble empty: none
 * @param incident the newest; empty: none
 * @param memory in bytes
 * @param cpu in percent of one core
 * @param secondsToLimit until memory reaches its limit; empty: it does not rise
 * @param restarts since the target was added
 * @param reason of its state
 */
public record Report(String target, String state, Optional<Finding> trouble, Optional<Finding> incident, Usage memory,
        Usage cpu, Optional<Double> secondsToLimit, long restarts, String reason) {

    /**
     * Memory or CPU.
     *
     * @param threshold at which dpm-runner acts; empty: none
     * @param limit that the kernel enforces; empty: none
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
