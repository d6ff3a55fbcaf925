package dev.dpm.operator.inject;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** What stands on a pod about its injection, and the names that we give. */
public final class Marks {

    /** Says {@code "false"}, as a label or an annotation, on a pod that stays out. */
    public static final String INJECT = "dpm.dev/inject";
    /** The name of the Supervision from which a pod got its dpm-runner. */
    public static final String SUPERVISION = "dpm.dev/supervision";
    /** The generation of the Supervision that a pod was made from. */
    static final String GENERATION = "dpm.dev/supervision-generation";
    /** Why a pod that a Supervision selects has no dpm-runner: a sentence. */
    public static final String REFUSED = "dpm.dev/refused";
    /** The container that is dpm-runner. */
    public static final String CONTAINER = "dpm";

    /** Which container people mean who name none: kubectl's, and so ours. */
    static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";
    /** A pod that a kubelet made from a file of its own: nobody can change it. */
    static final String MIRROR = "kubernetes.io/config.mirror";
    /** Volumes that may be lost when the cluster autoscaler moves a pod; without it, one emptyDir keeps a node alive. */
    static final String LOSABLE_VOLUMES = "cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes";

    private static final String OUT = "false";

    private Marks() {
    }

    /** Whether the pod, or the template it came from, says that it is to be left alone. */
    public static boolean staysOut(HasMetadata pod) {
        return Stream.of(annotations(pod), labels(pod)).anyMatch(marks -> OUT.equalsIgnoreCase(marks.get(INJECT)));
    }

    /** The Supervision from which a pod got its dpm-runner, by its name. */
    public static Optional<String> supervision(HasMetadata pod) {
        return Optional.ofNullable(annotations(pod).get(SUPERVISION));
    }

    /** The generation of that Supervision; empty: the pod was made from a file. */
    public static Optional<String> generation(HasMetadata pod) {
        return Optional.ofNullable(annotations(pod).get(GENERATION));
    }

    /** Why a pod has no dpm-runner, where that was decided. */
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
