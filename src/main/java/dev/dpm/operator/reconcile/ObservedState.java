package dev.dpm.operator.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

import io.fabric8.kubernetes.api.model.Pod;

import dev.dpm.operator.model.Supervision;

/**
 * What the operator has found about one Supervision.
 *
 * @param faults a sentence for each fault of the Supervision; empty if it has none, so that the operator uses it
 * @param others all valid Supervisions of the namespace; {@code supervision} is among them if it is valid
 * @param pods all pods of the Supervision's namespace, selected or not
 * @param image the image of dpm-runner that new pods get if the Supervision names none
 * @param reported returns what the dpm-runner of a pod has reported about its target
 */
public record ObservedState(Supervision supervision, List<String> faults, List<Supervision> others,
        List<Pod> pods, String image, Function<Pod, List<Reported>> reported, Instant now) {

    public ObservedState {
        faults = List.copyOf(faults);
        others = List.copyOf(others);
        pods = List.copyOf(pods);
    }
}
