package dev.dpm.operator.reconcile;

import java.util.List;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;

import dev.dpm.operator.model.SupervisionStatus;

/**
 * The objects that the operator computes from its facts: the status of a Supervision, the file of its sidecars, and
 * Events on its pods.
 *
 * @param configs the ConfigMap that sidecars follow; empty if the Supervision has a fault, and the sidecars keep their
 *     present options
 * @param events the Events, each with a name of its own; a repeated Event has the same name and a higher count
 */
public record Wanted(SupervisionStatus status, List<ConfigMap> configs, List<Event> events) {

    public Wanted {
        configs = List.copyOf(configs);
        events = List.copyOf(events);
    }

    /** The objects that should exist according to these facts. */
    public static Wanted of(Seen seen) {
        SelectedPods pods = SelectedPods.of(seen.supervision(), seen.pods());
        List<ConfigMap> configs = seen.faults().isEmpty()
                ? List.of(SidecarConfig.of(seen.supervision(), pods.supervised()))
                : List.of();
        return new Wanted(Statuses.of(seen, pods), configs, PodEvents.of(seen.supervision(), pods, seen.now()));
    }
}
