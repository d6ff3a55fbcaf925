package dev.dpm.operator.inject;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;

/** The labels, annotations and names on a pod that are read or written when dpm-runner is added to the pod. */
public final class PodMetadata {

    /** A label or annotation of this name with the value {@code "false"} excludes the pod from injection. */
    public static final String INJECT = "dpm.dev/inject";
    /** The annotation with the name of the Supervision because of which the pod has a dpm-runner. */
    public static final String SUPERVISION = "dpm.dev/supervision";
    /** The annotation with the digest of the options that only new pods get ({@link PodPart}). */
    static final String DIGEST = "dpm.dev/supervision-digest";
    /**
     * The annotation with the image that the operator gave dpm-runner's container. The container itself may have
     * another one, since other webhooks write the address of a mirror into images.
     */
    static final String IMAGE = "dpm.dev/image";
    /** The annotation with the port on which the dpm-runner answers the operator. */
    public static final String FLEET_PORT = "dpm.dev/fleet-port";
    /** The annotation with a sentence that says why a selected pod has no dpm-runner. */
    public static final String REFUSED = "dpm.dev/refused";
    /** The label with the name of the program that maintains an object, as Kubernetes recommends. */
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    /** The value of the label {@link #MANAGED_BY} on objects that the operator maintains. */
    public static final String OPERATOR = "dpm-operator";
    /** The name of the container in which dpm-runner runs. */
    public static final String CONTAINER = "dpm";

    /**
     * The annotation of kubectl with the name of the container that kubectl uses if a person names none. The operator
     * chooses the supervised container by the same annotation.
     */
    static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";
    /** The annotation of a mirror pod, which kubelet made from a file. Such a pod cannot be changed. */
    static final String MIRROR = "kubernetes.io/config.mirror";
    /**
     * The annotation with the names of volumes whose content may be lost. Without it, the cluster autoscaler does not
     * remove a node with a pod that has an emptyDir.
     */
    static final String LOSABLE_VOLUMES = "cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes";

    private static final String OUT = "false";

    private PodMetadata() {
    }

    /** Whether a label or annotation excludes the pod, or the pod template, from injection. */
    public static boolean staysOut(HasMetadata pod) {
        return Stream.of(annotations(pod), labels(pod)).anyMatch(marks -> OUT.equalsIgnoreCase(marks.get(INJECT)));
    }

    /** The name of the Supervision because of which the pod has a dpm-runner. */
    public static Optional<String> supervision(HasMetadata pod) {
        return Optional.ofNullable(annotations(pod).get(SUPERVISION));
    }

    /**
     * The digest ({@link PodPart}) of the Supervision's options when the pod was created; empty if the command {@code
     * operator inject} added the dpm-runner to the manifest of the pod.
     */
    public static Optional<String> digest(HasMetadata pod) {
        return Optional.ofNullable(annotations(pod).get(DIGEST));
    }

    /**
     * The image that the operator gave dpm-runner's container. If a pod from an older operator lacks the annotation with
     * the image, this is the image of the container.
     */
    public static Optional<String> image(Pod pod) {
        return Optional.ofNullable(annotations(pod).get(IMAGE))
                .or(() -> Stream.concat(pod.getSpec().getInitContainers().stream(),
                        pod.getSpec().getContainers().stream())
                        .filter(container -> CONTAINER.equals(container.getName())).findFirst()
                        .map(Container::getImage));
    }

    /** The sentence that says why a selected pod has no dpm-runner; empty if the pod has no such annotation. */
    public static Optional<String> refusal(HasMetadata pod) {
        return Optional.ofNullable(annotations(pod).get(REFUSED));
    }

    /** The name of the Supervision whose dpm-runner is in the pod; empty if the pod has no dpm-runner of an operator. */
    public static Optional<String> supervisor(Pod pod) {
        return supervision(pod).filter(name -> Stream.concat(pod.getSpec().getInitContainers().stream(),
                pod.getSpec().getContainers().stream()).anyMatch(container -> CONTAINER.equals(container.getName())));
    }

    /**
     * Why a rollout alone may not bring a dpm-runner into a pod that a Supervision selects and that has no dpm-runner of this
     * Supervision; empty if a rollout brings one.
     */
    public static Optional<String> obstacle(Pod pod) {
        return refusal(pod).or(() -> supervisor(pod).map(other -> "it has the dpm-runner of Supervision " + other
                + "; if that one still selects the pod, change one of the two selectors, since a pod that two "
                + "Supervisions select gets no dpm-runner; else kubectl rollout restart of its workload brings the "
                + "new one"));
    }

    static Map<String, String> annotations(HasMetadata of) {
        return of.getMetadata() == null || of.getMetadata().getAnnotations() == null
                ? Map.of()
                : of.getMetadata().getAnnotations();
    }

    static Map<String, String> labels(HasMetadata of) {
        return of.getMetadata() == null || of.getMetadata().getLabels() == null
                ? Map.of()
                : of.getMetadata().getLabels();
    }
}
