package dev.dpm.operator.reconcile;

import java.time.Instant;
import java.util.List;

import io.fabric8.kubernetes.api.model.Pod;

import dev.dpm.operator.model.Supervision;

/**
 * The facts that the operator finds when it examines one Supervision.
 *
 * @param faults the faults of the Supervision; empty if the Supervision is in use
 * @param pods all pods of the Supervision's namespace, selected or not
 */
public record Seen(Supervision supervision, List<String> faults, List<Pod> pods, Instant now) {

    public Seen {
        faults = List.copyOf(faults);
        pods = List.copyOf(pods);
    }
}
