package dev.dpm.operator.cluster;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

import dev.dpm.operator.action.Disruptions;
import dev.dpm.operator.fleet.PodName;
import dev.dpm.operator.inject.Selection;
import dev.dpm.operator.inject.ServerVersion;
import dev.dpm.operator.model.Json;

/** Reads PodDisruptionBudgets: policy/v1beta1 before Kubernetes 1.21, and policy/v1 since. */
final class DisruptionBudgets {

    private static final ServerVersion FIRST = new ServerVersion(1, 21);
    private static final Set<String> OVER = Set.of("Succeeded", "Failed");

    private DisruptionBudgets() {
    }

    /** Whether an API server of this version has PodDisruptionBudgets only in the API version v1beta1. */
    static boolean areBeta(ServerVersion server) {
        return server.major() == FIRST.major() && server.minor() < FIRST.minor();
    }

    static List<Disruptions> of(KubernetesClient client, boolean isBeta, String namespace, List<Pod> pods) {
        ResourceDefinitionContext type = new ResourceDefinitionContext.Builder().withGroup("policy")
                .withVersion(isBeta ? "v1beta1" : "v1").withKind("PodDisruptionBudget")
                .withPlural("poddisruptionbudgets").withNamespaced(true).build();
        return client.genericKubernetesResources(type).inNamespace(namespace).list().getItems().stream()
                .map(found -> of(found, isBeta, pods)).toList();
    }

    private static Disruptions of(GenericKubernetesResource found, boolean isBeta, List<Pod> pods) {
        PodDisruptionBudget budget = Json.MAPPER.convertValue(found, PodDisruptionBudget.class);
        LabelSelector selector = budget.getSpec() == null ? null : budget.getSpec().getSelector();
        boolean selectsNothing = isBeta && selector != null && selector.getMatchExpressions().isEmpty()
                && (selector.getMatchLabels() == null || selector.getMatchLabels().isEmpty());
        Set<PodName> selected = pods.stream().filter(pod -> !selectsNothing && isCounted(pod)
                && Selection.matches(selector, pod)).map(ApiClusterPods::name).collect(Collectors.toSet());
        Optional<PodDisruptionBudgetStatus> status = Optional.ofNullable(budget.getStatus());
        long generation = Optional.ofNullable(budget.getMetadata().getGeneration()).orElse(0L);
        long observed = status.map(PodDisruptionBudgetStatus::getObservedGeneration).orElse(-1L);
        return new Disruptions(budget.getMetadata().getNamespace() + "/" + budget.getMetadata().getName(), selected,
                observed >= generation, status.map(PodDisruptionBudgetStatus::getDisruptionsAllowed).orElse(0),
                status.map(PodDisruptionBudgetStatus::getDesiredHealthy).orElse(0));
    }

    private static boolean isCounted(Pod pod) {
        return pod.getStatus() == null || !OVER.contains(String.valueOf(pod.getStatus().getPhase()));
    }
}
