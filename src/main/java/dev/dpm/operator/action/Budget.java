package dev.dpm.operator.action;

import java.util.Optional;
import java.util.Set;

import dev.dpm.operator.fleet.PodName;

/**
 * A limit on how many pods may be down at the same time. It never forbids an order to a pod that is not ready anyway.
 */
public sealed interface Budget permits MaxUnavailable, Disruptions {

    /** The pods that this budget limits. */
    Set<PodName> pods();

    /**
     * Why this budget allows no further pod to be down, as a sentence with the numbers; empty if the budget allows one
     * more.
     */
    Optional<String> refusal(PodName pod, Pods seen);
}
