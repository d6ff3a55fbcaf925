package dev.dpm.operator.action;

import java.util.Optional;
import java.util.Set;

import dev.dpm.operator.fleet.PodName;

/** A bound on how many pods may be down at once. A pod that is not ready anyway takes nothing from it. */
public sealed interface Budget permits MaxUnavailable, Disruptions {

    /** The pods that it counts. */
    Set<PodName> pods();

    /** Why one more of its pods must not be taken down; empty: it may. A sentence with the numbers. */
    Optional<String> refusal(PodName pod, Pods seen);
}
