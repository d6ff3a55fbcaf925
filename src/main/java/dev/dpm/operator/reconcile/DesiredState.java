package dev.dpm.operator.reconcile;

import java.util.List;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;

import dev.dpm.operator.model.SupervisionStatus;

/**
 * What should exist in the cluster for a Supervision.
 *
 * @param configs empty: it has a fault, so options stay
 * @param events with a higher count after a repetition
 */
public record DesiredState(SupervisionStatus status, List<ConfigMap> configs, List<Event> events) {

    public DesiredState {
        configs = List.copyOf(configs);
        events = List.copyOf(events);
    }

    /** Computes the objects that the operator must write for a Supervision from what the operator has found. */
    public static DesiredState of(ObservedState seen) {
        SelectedPods pods = SelectedPods.of(seen.supervision(), seen.pods());
        List<ConfigMap> configs = seen.faults().isEmpty()
                ? List.of(SidecarConfig.of(seen.supervision(), pods.supervised()))
                : List.of();
        return new DesiredState(Statuses.of(seen, pods), configs, PodEvents.of(seen.supervision(), pods, seen.now()));
    }
}
