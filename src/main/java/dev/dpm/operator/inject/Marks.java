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
    /** The annotation with the digest of what this Supervision said of new pods at the injection ({@link PodPart}). */
    static final String DIGEST = "dpm.dev/supervision-digest";
    /** The annotation with the port on which the dpm-runner answers the operator. */
    public static final String FLEET_PORT = "dpm.dev/fleet-port";
    /** The annotation with the reason why a selected pod has no dpm-runner: a sentence. */
    public static final String REFUSED = "dpm.dev/refused";
    /** The label of an object that a program keeps, with the program's name; one that Kubernetes recommends. */
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    /** The value of that label on the operator's objects. */
    public static final String OPERATOR = "dpm-operator";
    /** The name of the container that is dpm-runner. */
    public static final String CONTAINER = "dpm";

    /** kubectl's annotation with the container that a command means when it names none; the operator follows it. */
    static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";
    /** The annotation of a pod that a kubelet made from a file of its own; the API cannot change such a pod. */
    static final String MIRROR = "kubernetes.io/config.mirror";
    /**
     * The annotation with the volumes that the cluster autoscaler may lose when it moves a pod; a pod with an emptyDir
     * that is not listed keeps its node from being removed.
     */
    static final String LOSABLE_VOLUMES = "cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes";

    private static final String OUT = "false";

    private Marks() {
    }

    /** Whether the pod, or the template that it came from, asks to stay out of injections. */
    public static boolean staysOut(HasMetadata pod) {
        return Stream.of(annotations(pod), labels(pod)).anyMatch(marks -> OUT.equalsIgnoreCase(marks.get(INJECT)));
    }

    /** The name of the Supervision that the pod's dpm-runner was injected for. */
    public static Optional<String> supervision(HasMetadata pod) {
        return Optional.ofNullable(annotations(pod).get(SUPERVISION));
    }

    /** The digest of what this Supervision said of new pods; empty: the pod was made from a file. */
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
