package dev.dpm.operator.fleet;

import java.util.Optional;

/**
 * A runner's answer about its target. Facts that the answer lacks are empty.
 *
 * @param target the target's name
 * @param state the word for the target's state, such as RUNNING
 * @param trouble the present trouble; empty if there is none
 * @param incident the cause of the newest incident
 * @param memory the target's memory in bytes
 * @param cpu the target's CPU in percent of one core
 * @param secondsToLimit the time until memory reaches its limit, according to its trend
 * @param restarts number of restarts since the runner first knew the target
 * @param reason why the target is in its state
 */
public record Report(String target, String state, Optional<Finding> trouble, Optional<Finding> incident, Usage memory,
        Usage cpu, Optional<Double> secondsToLimit, long restarts, String reason) {

    /**
     * A figure (memory or CPU) with its bounds.
     *
     * @param threshold the threshold at which the runner acts; empty means off
     * @param limit the limit of the kernel
     */
    public record Usage(Optional<Double> value, Optional<Double> threshold, Optional<Double> limit) {

        /** The bound that the figure reaches first; empty if there is no bound. */
        public Optional<Double> bound() {
            return threshold.isPresent() && limit.isPresent()
                    ? Optional.of(Math.min(threshold.get(), limit.get()))
                    : threshold.or(() -> limit);
        }

        /** The value as a share of the lowest bound that applies; 1.0 means that the bound is reached. */
        public Optional<Double> share() {
            return value.flatMap(used -> bound().filter(most -> most > 0).map(most -> used / most));
        }
    }
}
