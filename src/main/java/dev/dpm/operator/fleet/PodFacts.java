package dev.dpm.operator.fleet;

import java.util.Optional;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;

import dev.dpm.operator.inject.PodMetadata;

/**
 * A pod that a Supervision selects.
 *
 * @param uid the pod's uid; a new pod with the name of a deleted pod has another uid
 * @param covering whether the pod has a dpm-runner
 * @param address where the dpm-runner answers the operator; empty if the pod has no IP address yet, or no annotation with
 *     a port
 * @param remark why there is no dpm-runner or no address; empty if there is an address
 * @param outdated why a new pod would get another dpm-runner; empty if it would get the same
 */
public record PodFacts(PodName name, String uid, Covering covering, Optional<Address> address, String remark,
        String outdated) {

    /** The annotation of a pod with the TLS port on which its dpm-runner answers the operator. */
    public static final String PORT = "dpm.dev/fleet-port";
    private static final String PORT_NUMBER = "[1-9][0-9]{0,4}";
    private static final int HIGHEST_PORT = 65_535;

    public enum Covering {
        SUPERVISED, UNCOVERED
    }

    /** The IP address of a pod and the TLS port on which its dpm-runner answers the operator. */
    public record Address(String ip, int port) {
    }

    /** Creates the facts about a pod that is not outdated: a new pod would get the same dpm-runner. */
    public PodFacts(PodName name, String uid, Covering covering, Optional<Address> address, String remark) {
        this(name, uid, covering, address, remark, "");
    }

    /**
     * The facts about a pod with a dpm-runner.
     *
     * @param outdated why a new pod would get another dpm-runner; empty if it would get the same
     */
    public static PodFacts supervised(Pod pod, String outdated) {
        Optional<Integer> port = port(pod);
        Optional<String> ip = ip(pod);
        String remark = port.isEmpty()
                ? "its dpm-runner was put into it before there was a port for the operator; kubectl rollout restart "
                        + "of its workload brings one"
                : ip.isEmpty() ? "it has no IP yet" : "";
        return new PodFacts(name(pod), uid(pod), Covering.SUPERVISED,
                port.flatMap(number -> ip.map(host -> new Address(host, number))), remark, UntrustedText.of(outdated));
    }

    /**
     * The facts about a pod that a Supervision selects, but that has no dpm-runner.
     *
     * @param isShared whether another Supervision selects the pod, too
     */
    public static PodFacts uncovered(Pod pod, boolean isShared) {
        return new PodFacts(name(pod), uid(pod), Covering.UNCOVERED, Optional.empty(), PodMetadata.obstacle(pod)
                .map(sentence -> UntrustedText.of(sentence))
                .orElse(isShared
                        ? "more than one Supervision selects it; change one of the selectors"
                        : "kubectl rollout restart of its workload brings it"));
    }

    private static PodName name(Pod pod) {
        return new PodName(pod.getMetadata().getNamespace(), pod.getMetadata().getName());
    }

    private static String uid(Pod pod) {
        return Optional.ofNullable(pod.getMetadata().getUid()).orElse("");
    }

    private static Optional<String> ip(Pod pod) {
        return Optional.ofNullable(pod.getStatus()).map(PodStatus::getPodIP).filter(ip -> !ip.isBlank());
    }

    private static Optional<Integer> port(Pod pod) {
        return Optional.of(pod.getMetadata()).map(ObjectMeta::getAnnotations).map(all -> all.get(PORT))
                .filter(text -> text.matches(PORT_NUMBER)).map(Integer::valueOf)
                .filter(number -> number <= HIGHEST_PORT);
    }
}
