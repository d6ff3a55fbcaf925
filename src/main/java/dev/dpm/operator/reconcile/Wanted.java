package dev.dpm.operator.reconcile;

import java.util.List;

import io.fabric8.kubernetes.api.model.Event;

import dev.dpm.operator.model.SupervisionStatus;

/**
 * What the operator makes of what it sees: the status of a Supervision, and Events on its pods.
 *
 * @param events each with a name of its own; the same event again has the same name and a higher count
 */
public record Wanted(SupervisionStatus status, List<Event> events) {

    public Wanted {
        events = List.copyOf(events);
    }

    /** The status and the Events that follow from what is seen. */
    public static Wanted of(Seen seen) {
        SelectedPods pods = SelectedPods.of(seen.supervision(), seen.pods());
        return new Wanted(Statuses.of(seen, pods), PodEvents.of(seen.supervision(), pods, seen.now()));
    }
}
