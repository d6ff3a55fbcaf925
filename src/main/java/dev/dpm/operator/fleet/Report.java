package dev.dpm.operator.fleet;

import java.util.Optional;

/**
 * What a runner answered of its target. What it did not say is empty.
 *
 * @param target the target's name
 * @param state the word for its state, such as RUNNING
 * @param trouble what is wrong now; empty: nothing
 * @param incident the cause of its newest incident
 * @param memory in bytes
 * @param cpu in percent of one core
 * @param secondsToLimit time until memory reaches its limit, by its trend
 * @param restarts since the target is known
 * @param reason why the target is in its state
 */
public record Report(String target, String state, Optional<Finding> trouble, Optional<Finding> incident, Usage memory,
        Usage cpu, Optional<Double> secondsToLimit, long restarts, String reason) {

    /**
     * A figure and its bounds.
     *
     * @param threshold that the runner acts at; empty: off
     * @param limit of the kernel
     */
    public record Usage(Optional<Double> value, Optional<Double> threshold, Optional<Double> limit) {

        /** The bound that the figure meets first; empty: there is none. */
        public Optional<Double> bound() {
            return threshold.isPresent() && limit.isPresent()
                    ? Optional.of(Math.min(threshold.get(), limit.get()))
                    : threshold.or(() -> limit);
        }

        /** The share of the first bound that is used, 1.0 being all of it. */
        public Optional<Double> share() {
            return value.flatMap(used -> bound().filter(most -> most > 0).map(most -> used / most));
        }
    }
}
