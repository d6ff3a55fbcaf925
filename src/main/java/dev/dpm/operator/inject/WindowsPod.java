package dev.dpm.operator.inject;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PodSpec;

/**
 * Finds out whether a pod is to run on a node with Windows. The field {@code os} alone does not show this, since it is
 * optional in Kubernetes.
 */
final class WindowsPod {

    private static final String WINDOWS = "windows";
    /** The labels of a node that contain the name of the node's operating system; the second label is the older one. */
    private static final Set<String> LABELS = Set.of("kubernetes.io/os", "beta.kubernetes.io/os");

    private WindowsPod() {
    }

    /**
     * Whether the pod is for Windows: its field {@code os} names Windows, it selects nodes with Windows, or it has
     * options that exist for Windows only.
     */
    static boolean isWindows(PodSpec pod) {
        return pod.getOs() != null && WINDOWS.equals(pod.getOs().getName()) || selectsWindows(pod)
                || requiresWindows(pod) || hasOptions(pod);
    }

    private static boolean selectsWindows(PodSpec pod) {
        return pod.getNodeSelector() != null
                && LABELS.stream().anyMatch(label -> WINDOWS.equals(pod.getNodeSelector().get(label)));
    }

    private static boolean requiresWindows(PodSpec pod) {
        List<NodeSelectorTerm> terms = Optional.ofNullable(pod.getAffinity()).map(Affinity::getNodeAffinity)
                .map(NodeAffinity::getRequiredDuringSchedulingIgnoredDuringExecution)
                .map(NodeSelector::getNodeSelectorTerms).orElse(List.of());
        return !terms.isEmpty()
                && terms.stream()
                        .allMatch(term -> term.getMatchExpressions().stream().anyMatch(WindowsPod::isOfWindows));
    }

    private static boolean isOfWindows(NodeSelectorRequirement required) {
        return LABELS.contains(required.getKey()) && "In".equals(required.getOperator())
                && required.getValues().equals(List.of(WINDOWS));
    }

    private static boolean hasOptions(PodSpec pod) {
        return pod.getSecurityContext() != null && pod.getSecurityContext().getWindowsOptions() != null
                || Stream.concat(pod.getContainers().stream(), pod.getInitContainers().stream())
                        .map(Container::getSecurityContext)
                        .anyMatch(context -> context != null && context.getWindowsOptions() != null);
    }
}
