package dev.dpm.operator.action;

import java.util.Optional;
import java.util.Set;

import dev.dpm.operator.fleet.PodName;

/**
 * A bound on how many pods may be down at the same time. An order to a pod that is not ready anyway does not use up the
 * bound.
 */
public sealed interface Budget permits MaxUnavailable, Disruptions {

    /** The pods of which this budget limits how many may be down. */
    Set<PodName> pods();

    /**
     * Why the budget forbids to take down one more pod, as a sentence with the numbers; empty if the budget allows it.
     */
    Optional<String> refusal(PodName pod, Pods seen);
}
