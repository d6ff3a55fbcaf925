package dev.dpm.operator.inject;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.Pod;

import dev.dpm.operator.model.Supervision;

public final class Selection {

    private Selection() {
    }

    /** Whether a Supervision selects a pod of the given namespace. */
    public static boolean selects(Supervision supervision, Pod pod, String namespace) {
        return namespace.equals(supervision.getMetadata().getNamespace())
                && matches(supervision.getSpec().selector(), PodMetadata.labels(pod));
    }

    /**
     * Whether the labels of an object satisfy a selector, by the rules of the Kubernetes API: all requirements must be
     * satisfied, so a selector without requirements selects all objects. If the selector is null, it selects none.
     */
    static boolean matches(LabelSelector selector, Map<String, String> labels) {
        if (selector == null) {
            return false;
        }
        Map<String, String> wanted = selector.getMatchLabels() == null ? Map.of() : selector.getMatchLabels();
        return wanted.entrySet().stream()
                .allMatch(label -> label.getValue() != null && label.getValue().equals(labels.get(label.getKey())))
                && selector.getMatchExpressions().stream().allMatch(required -> holds(required, labels));
    }

    /** Whether the labels of a pod satisfy a selector. */
    public static boolean matches(LabelSelector selector, Pod pod) {
        return matches(selector, PodMetadata.labels(pod));
    }

    private static boolean holds(LabelSelectorRequirement required, Map<String, String> labels) {
        if (required == null) {
            return false;
        }
        List<String> values = Optional.ofNullable(required.getValues()).orElse(List.of());
        boolean isThere = labels.containsKey(required.getKey());
        boolean isAmong = isThere && values.contains(labels.get(required.getKey()));
        return switch (String.valueOf(required.getOperator())) {
            case "In" -> isAmong;
            case "NotIn" -> !isAmong;
            case "Exists" -> isThere;
            case "DoesNotExist" -> !isThere;
            default -> false;
        };
    }
}
