package dev.dpm.operator.action;

import java.util.Optional;
import java.util.Set;

import dev.dpm.operator.fleet.PodName;

/** A limit on how many pods may be down. A pod that is not ready anyway may always get an order. */
public sealed interface Budget permits MaxUnavailable, Disruptions {

    Set<PodName> pods();

    /** Why no further pod may be down, with numbers; empty: one more may. */
    Optional<String> refusal(PodName pod, Pods seen);
}
