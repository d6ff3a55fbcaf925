package dev.dpm.operator.inject;

import java.util.Optional;
import java.util.function.Function;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;

import dev.dpm.operator.model.RunAs;

/**
 * The user id and group id of the supervised container. dpm-runner runs as the same user and group, so that it may signal
 * the container's process and read its cgroup.
 */
record Identity(long user, long group) {

    /**
     * Finds the ids in the securityContext of the container or of the pod, or in the Supervision. The operator does not
     * know the user that the image names.
     *
     * @throws Refusal none of these gives the ids
     */
    static Identity of(Container container, PodSpec pod, RunAs standIn) throws Refusal {
        Optional<Long> user = first(container, pod, SecurityContext::getRunAsUser, PodSecurityContext::getRunAsUser,
                standIn.user());
        Optional<Long> group = first(container, pod, SecurityContext::getRunAsGroup, PodSecurityContext::getRunAsGroup,
                standIn.group());
        if (user.isEmpty() || group.isEmpty()) {
            String lacking = user.isEmpty() ? group.isEmpty() ? "user and group" : "user" : "group";
            throw new Refusal("the pod does not say as which " + lacking + " container " + container.getName()
                    + " runs, and dpm-runner has to run as the same; write runAsUser and runAsGroup into its "
                    + "securityContext, or spec.runAs of the Supervision");
        }
        return new Identity(user.get(), group.get());
    }

    private static Optional<Long> first(Container container, PodSpec pod, Function<SecurityContext, Long> ofContainer,
            Function<PodSecurityContext, Long> ofPod, Long standIn) {
        return Optional.ofNullable(container.getSecurityContext()).map(ofContainer)
                .or(() -> Optional.ofNullable(pod.getSecurityContext()).map(ofPod))
                .or(() -> Optional.ofNullable(standIn));
    }
}
