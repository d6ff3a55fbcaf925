package dev.dpm.operator.inject;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** The labels, annotations and names that an injection writes or reads on a pod. */
public final class Marks {

    /** The label or annotation that keeps a pod out of injections when its value is {@code "false"}. */
    public static final String INJECT = "dpm.dev/inject";
    /** The annotation with the name of the Supervision that the dpm-runner was injected for. */
    public static final String SUPERVISION = "dpm.dev/supervision";
    /**
     * The annotation with the digest of the Supervision's options for new pods at the time of the injection ({@link
     * PodPart}).
     */
    static final String DIGEST = "dpm.dev/supervision-digest";
    /** The annotation with the port on which the dpm-runner answers the operator. */
    public static final String FLEET_PORT = "dpm.dev/fleet-port";
    /** The annotation with the reason why a selected pod has no dpm-runner: a sentence. */
    public static final String REFUSED = "dpm.dev/refused";
    /** The label with the name of the program that maintains an object; Kubernetes recommends this label. */
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    /** The value of the label {@link #MANAGED_BY} on the operator's objects. */
    public static final String OPERATOR = "dpm-operator";
    /** The name of the container that is dpm-runner. */
    public static final String CONTAINER = "dpm";

    /**
     * kubectl's annotation with the name of the container that kubectl uses where the user names none; the operator
     * uses the same container.
     */
    static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";
    /** The annotation of a pod that a kubelet made from a file of its own; the API cannot change such a pod. */
    static final String MIRROR = "kubernetes.io/config.mirror";
    /**
     * The annotation with the volumes whose content may be lost when the cluster autoscaler moves a pod. A pod with an
     * emptyDir that is not listed in it keeps the autoscaler from removing the pod's node.
     */
    static final String LOSABLE_VOLUMES = "cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes";

    private static final String OUT = "false";

    private Marks() {
    }

    /** Whether the pod, or the template of the pod, asks not to be injected. */
    public static boolean staysOut(HasMetadata pod) {
        return Stream.of(annotations(pod), labels(pod)).anyMatch(marks -> OUT.equalsIgnoreCase(marks.get(INJECT)));
    }

    /** The name of the Supervision that the pod's dpm-runner was injected for. */
    public static Optional<String> supervision(HasMetadata pod) {
        return Optional.ofNullable(annotations(pod).get(SUPERVISION));
    }

    /** The digest of the Supervision's options for new pods; empty if the pod was made from a file. */
    public static Optional<String> digest(HasMetadata pod) {
        return Optional.ofNullable(annotations(pod).get(DIGEST));
    }

    /** The reason why a selected pod has no dpm-runner. */
    public static Optional<String> refusal(HasMetadata pod) {
        return Optional.ofNullable(annotations(pod).get(REFUSED));
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
