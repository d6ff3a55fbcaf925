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

import dev.dpm.operator.model.MaintainedObjects;

/** The volumes that the operator adds to a pod for dpm-runner, with their mounts. */
record Volumes(List<Brought> all) {

    /**
     * The path, in dpm-runner's container, of the file with those options that the operator can change in running pods.
     */
    static final String CONFIG_FILE = "/etc/dpm/config/" + MaintainedObjects.CONFIG_KEY;

    private static final String STATE_FOLDER = "/var/lib/dpm";
    /** The folder with the certificate of dpm-runner and the token that the operator must send in its requests. */
    static final String FLEET_FOLDER = "/etc/dpm/fleet";

    private static final String CONFIG_FOLDER = "/etc/dpm/config";
    /** The folder in which Kubernetes mounts the service account token, unless another volume is mounted there. */
    private static final String TOKEN_FOLDER = "/var/run/secrets/kubernetes.io/serviceaccount";

    /**
     * A volume that the operator adds, with its mount.
     *
     * @param isLosable whether the volume is an emptyDir. Without an annotation, such a volume keeps the cluster
     *     autoscaler from removing the pod's node
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
     * Chooses the volumes: one for dpm-runner's state, an empty one that hides the service account token from dpm-runner,
     * and the operator's ConfigMap and Secret.
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

    private static Brought config(String name, String supervision) {
        Volume volume = new VolumeBuilder().withName(name).withNewConfigMap()
                .withName(MaintainedObjects.configMap(supervision)).withOptional(true).addNewItem()
                .withKey(MaintainedObjects.CONFIG_KEY).withPath(MaintainedObjects.CONFIG_KEY).endItem().endConfigMap()
                .build();
        return new Brought(volume, Brought.mount(name, CONFIG_FOLDER, true), false);
    }

    private static Brought fleet(String name) {
        Volume volume = new VolumeBuilder().withName(name).withNewSecret().withSecretName(MaintainedObjects.FLEET)
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
     * The value of the annotation {@link PodMetadata#LOSABLE_VOLUMES}: the names of the volumes that the pod's author
     * wrote into it, and the names of dpm-runner's own volumes.
     */
    String losableBeside(String others) {
        return Stream.concat(Stream.of(others).filter(names -> !names.isBlank()),
                all.stream().filter(Brought::isLosable).map(each -> each.volume().getName()))
                .collect(Collectors.joining(","));
    }
}
