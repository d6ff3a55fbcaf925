package dev.dpm.operator.inject;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;

/**
 * The volumes that dpm-runner brings, under names that are free in the pod.
 *
 * @param home the volume with dpm-runner's state, which survives the container and is deleted with the pod
 * @param noToken an empty volume, mounted where the pod's service account token would be; absent where the pod mounts
 * no token
 */
record Volumes(String home, Optional<String> noToken) {

    private static final String HOME = "dpm";
    private static final String NO_TOKEN = "dpm-no-token";

    static Volumes in(PodSpec pod) {
        Set<String> taken = pod.getVolumes().stream().map(Volume::getName).collect(Collectors.toSet());
        return new Volumes(FreeNames.other(HOME, taken), Boolean.FALSE.equals(pod.getAutomountServiceAccountToken())
                ? Optional.empty()
                : Optional.of(FreeNames.other(NO_TOKEN, taken)));
    }

    List<Volume> volumes() {
        List<Volume> volumes = new ArrayList<>(List.of(empty(home, "64Mi")));
        noToken.ifPresent(name -> volumes.add(empty(name, "1Mi")));
        return volumes;
    }

    /** The list of volumes that may be lost when a pod is moved, separated by commas, with dpm-runner's added. */
    String losableBeside(String others) {
        return Stream.concat(Stream.of(others).filter(names -> !names.isBlank()),
                Stream.concat(Stream.of(home), noToken.stream())).collect(Collectors.joining(","));
    }

    private static Volume empty(String name, String limit) {
        return new VolumeBuilder().withName(name).withNewEmptyDir().withSizeLimit(new Quantity(limit)).endEmptyDir()
                .build();
    }
}
