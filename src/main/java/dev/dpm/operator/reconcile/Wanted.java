package dev.dpm.operator.reconcile;

import java.util.List;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;

import dev.dpm.operator.model.SupervisionStatus;

/**
 * The objects that should exist in the cluster for one Supervision: its status, the ConfigMap for its dpm-runners, and
 * Events on its pods.
 *
 * @param configs the ConfigMap; empty if the Supervision has a fault, so that the dpm-runners continue with their
 *     present options
 * @param events the Events; a repeated Event has the same name as before and a higher count
 */
public record Wanted(SupervisionStatus status, List<ConfigMap> configs, List<Event> events) {

    public Wanted {
        configs = List.copyOf(configs);
        events = List.copyOf(events);
    }

    /** Computes the objects that the operator must write for a Supervision from what the operator has found. */
    public static Wanted of(Seen seen) {
        SelectedPods pods = SelectedPods.of(seen.supervision(), seen.pods());
        List<ConfigMap> configs = seen.faults().isEmpty()
                ? List.of(SidecarConfig.of(seen.supervision(), pods.supervised()))
                : List.of();
        return new Wanted(Statuses.of(seen, pods), configs, PodEvents.of(seen.supervision(), pods, seen.now()));
    }
}
