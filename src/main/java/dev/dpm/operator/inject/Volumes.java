package dev.dpm.operator.inject;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;

import dev.dpm.operator.model.KeptObjects;

/**
 * The additional volumes for dpm-runner, with names that are not taken in the pod, and the folders where they are
 * mounted.
 */
record Volumes(List<Brought> all) {

    /** The file with those options that also reach running pods. */
    static final String CONFIG_FILE = "/etc/dpm/config/" + KeptObjects.CONFIG_KEY;

    private static final String STATE_FOLDER = "/var/lib/dpm";
    /** The folder with certificate and token for the operator's questions. */
    static final String FLEET_FOLDER = "/etc/dpm/fleet";

    private static final String CONFIG_FOLDER = "/etc/dpm/config";
    /**
     * The folder where the API server mounts the pod's service account token, in each container that has no other mount
     * there.
     */
    private static final String TOKEN_FOLDER = "/var/run/secrets/kubernetes.io/serviceaccount";

    /**
     * One volume with its mount.
     *
     * @param isLosable whether the volume is an emptyDir, because of which the cluster autoscaler would not remove the
     * pod's node
     */
    record Brought(Volume volume, VolumeMount mount, boolean isLosable) {

        private static Brought empty(String name, String limit, String folder, boolean isReadOnly) {
            Volume volume = new VolumeBuilder().withName(name).withNewEmptyDir().withSizeLimit(new Quantity(limit))
                    .endEmptyDir().build();
            return new Brought(volume, mount(name, folder, isReadOnly), true);
        }

        private static VolumeMount mount(String name, String folder, boolean isReadOnly) {
            return new VolumeMountBuilder().withName(name).withMountPath(folder).withReadOnly(isReadOnly ? true : null)
                    .build();
        }
    }

    Volumes {
        all = List.copyOf(all);
    }

    /**
     * The volumes for dpm-runner: a volume with dpm-runner's state, which survives the container and is deleted with
     * the pod; an empty volume over the pod's service account token, where the pod has one; and the operator's
     * ConfigMap and Secret, where there is an operator.
     *
     * @param supervision the name of the Supervision
     */
    static Volumes in(PodSpec pod, String supervision, Operated operated) {
        Set<String> taken = pod.getVolumes().stream().map(Volume::getName).collect(Collectors.toSet());
        List<Brought> all = new ArrayList<>();
        all.add(Brought.empty(FreeNames.other("dpm", taken), "64Mi", STATE_FOLDER, false));
        if (!Boolean.FALSE.equals(pod.getAutomountServiceAccountToken())) {
            all.add(Brought.empty(FreeNames.other("dpm-no-token", taken), "1Mi", TOKEN_FOLDER, true));
        }
        if (operated.isFollowing()) {
            all.add(config(FreeNames.other("dpm-config", taken), supervision));
        }
        if (operated.isAnswering()) {
            all.add(fleet(FreeNames.other("dpm-fleet", taken)));
        }
        return new Volumes(all);
    }

    /**
     * The volume of the ConfigMap. It is optional, since a pod must also start where the ConfigMap does not exist
     * (yet).
     */
    private static Brought config(String name, String supervision) {
        Volume volume = new VolumeBuilder().withName(name).withNewConfigMap()
                .withName(KeptObjects.configMap(supervision)).withOptional(true).addNewItem()
                .withKey(KeptObjects.CONFIG_KEY).withPath(KeptObjects.CONFIG_KEY).endItem().endConfigMap().build();
        return new Brought(volume, Brought.mount(name, CONFIG_FOLDER, true), false);
    }

    private static Brought fleet(String name) {
        Volume volume = new VolumeBuilder().withName(name).withNewSecret().withSecretName(KeptObjects.FLEET)
                .withOptional(true).endSecret().build();
        return new Brought(volume, Brought.mount(name, FLEET_FOLDER, true), false);
    }

    List<Volume> volumes() {
        return all.stream().map(Brought::volume).toList();
    }

    List<VolumeMount> mounts() {
        return all.stream().map(Brought::mount).toList();
    }

    /**
     * The list of volumes whose content may be lost when a pod is moved, separated by commas: the others', with
     * dpm-runner's added.
     */
    String losableBeside(String others) {
        return Stream.concat(Stream.of(others).filter(names -> !names.isBlank()),
                all.stream().filter(Brought::isLosable).map(each -> each.volume().getName()))
                .collect(Collectors.joining(","));
    }
}
