package dev.dpm.operator.reconcile;

import java.util.List;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;

import dev.dpm.operator.model.SupervisionStatus;

/**
 * What should exist in the cluster for a Supervision.
 *
 * @param configs the ConfigMap; empty if the Supervision has a fault, so that the dpm-runners continue with their
 *     present options
 * @param events the Events that should exist. A repeated Event has the same name as before and a higher count. For an
 *     Event without a count, the writer determines the count: it writes the Event again, with the next count, if the
 *     Event's timestamp differs from that of the written one
 */
public record DesiredState(SupervisionStatus status, List<ConfigMap> configs, List<Event> events) {

    public DesiredState {
        configs = List.copyOf(configs);
        events = List.copyOf(events);
    }

    /** Computes the objects that the operator must write for a Supervision from what the operator has found. */
    public static DesiredState of(ObservedState seen) {
        SelectedPods pods = SelectedPods.of(seen.supervision(), seen.pods(), seen.image());
        List<ConfigMap> configs = seen.faults().isEmpty()
                ? List.of(SidecarConfig.of(seen.supervision(), pods.supervised()))
                : List.of();
        return new DesiredState(Statuses.of(seen, pods), configs, PodEvents.of(seen, pods));
    }

    /**
     * The status of a Supervision that the operator could not examine because of an unexpected exception: no numbers of
     * pods, and a sentence about the exception.
     */
    public static SupervisionStatus unexamined(ObservedState seen, RuntimeException fault) {
        return Statuses.unexamined(seen, fault);
    }
}
