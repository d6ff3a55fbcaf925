package dev.dpm.operator.action;

import java.util.Optional;
import java.util.Set;

import dev.dpm.operator.fleet.PodName;

/**
 * A limit on how many pods may be down at the same time. A pod that is not ready may get an order in spite of the limit.
 */
public sealed interface Budget permits MaxUnavailable, Disruptions {

    Set<PodName> pods();

    /** Why the budget does not allow that {@code pod} goes down too, with numbers; empty if the budget allows it. */
    Optional<String> refusal(PodName pod, Pods seen);
}
