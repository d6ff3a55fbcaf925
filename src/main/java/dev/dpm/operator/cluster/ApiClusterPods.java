package dev.dpm.operator.cluster;

import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

import dev.dpm.event.OneLine;
import dev.dpm.operator.act.ClusterPods;
import dev.dpm.operator.act.NamespaceState;
import dev.dpm.operator.action.Budget;
import dev.dpm.operator.action.MaxUnavailable;
import dev.dpm.operator.action.Order;
import dev.dpm.operator.action.PodState;
import dev.dpm.operator.action.PodState.Heard;
import dev.dpm.operator.fleet.PodFacts.Covering;
import dev.dpm.operator.fleet.PodName;
import dev.dpm.operator.fleet.PodRecord;
import dev.dpm.operator.inject.PodMetadata;
import dev.dpm.operator.model.Supervision;
import dev.dpm.operator.reconcile.SelectedPods;

/**
 * Reads pods and budgets from the API server in each call, since a watch may be late.
 *
 * @param known returns the last answer of the dpm-runner in a pod
 */
record ApiClusterPods(KubernetesClient client, SupervisionView supervisions,
        Function<PodName, Optional<PodRecord>> known, Clock clock) implements ClusterPods {

    private static final String RUNNING = "RUNNING";
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_PERSON = 200;

    @Override
    public NamespaceState look(String namespace) throws IOException {
        try {
            List<Pod> pods = client.pods().inNamespace(namespace).list().getItems();
            List<Budget> budgets = new ArrayList<>();
            supervisions.of(namespace).forEach(supervision -> budgets.add(budget(supervision, pods)));
            budgets.addAll(DisruptionBudgets.of(client, supervisions.version().filter(DisruptionBudgets::areBeta)
                    .isPresent(), namespace, pods));
            return new NamespaceState(pods.stream().map(this::state).toList(), budgets);
        } catch (KubernetesClientException e) {
            throw new IOException(Cause.of(e), e);
        }
    }

    private static Budget budget(Supervision supervision, List<Pod> pods) {
        SelectedPods selected = SelectedPods.of(supervision, pods, "");
        Set<PodName> names = Stream.concat(selected.supervised().stream(), selected.uncovered().stream())
                .map(ApiClusterPods::name).collect(Collectors.toSet());
        return new MaxUnavailable(supervision.shown(), supervision.getSpec().unavailableInForce(), names);
    }

    static PodName name(Pod pod) {
        return new PodName(pod.getMetadata().getNamespace(), pod.getMetadata().getName());
    }

    private PodState state(Pod pod) {
        PodName name = name(pod);
        Optional<PodRecord> record = known.apply(name);
        return new PodState(name, String.valueOf(pod.getMetadata().getUid()), isReady(pod), restarts(pod),
                record.flatMap(PodRecord::answer).map(ApiClusterPods::heard).orElse(Heard.NOTHING),
                record.map(ApiClusterPods::obstacle).orElse("is selected by no Supervision"));
    }

    private static Heard heard(PodRecord.Answer answer) {
        return new Heard(answer.at(), RUNNING.equals(answer.report().state()), answer.report().restarts());
    }

    private static boolean isReady(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null && pod.getStatus() != null
                && pod.getStatus().getConditions().stream().anyMatch(condition -> "Ready".equals(condition.getType())
                        && "True".equals(condition.getStatus()));
    }

    private static long restarts(Pod pod) {
        return pod.getStatus() == null
                ? 0
                : pod.getStatus().getContainerStatuses().stream()
                        .filter(container -> !PodMetadata.CONTAINER.equals(container.getName()))
                        .map(ContainerStatus::getRestartCount).mapToLong(count -> count == null ? 0 : count).sum();
    }

    private static String obstacle(PodRecord pod) {
        if (pod.pod().covering() == Covering.UNCOVERED) {
            return "has no dpm-runner: " + pod.pod().remark();
        } else if (pod.silence().isPresent()) {
            return "cannot be asked: its dpm-runner " + pod.silence().get().why();
        } else if (pod.pod().address().isEmpty()) {
            return "cannot be asked: " + pod.pod().remark();
        }
        return pod.answer().isEmpty() ? "cannot be asked: its dpm-runner has not answered yet" : "";
    }

    @Override
    public void note(PodName pod, String uid, Order order, String by) throws IOException {
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        String person = OneLine.of(by, LONGEST_PERSON);
        String name = pod.name().substring(0, Math.min(LONGEST_NAME, pod.name().length())).replaceFirst("[.-]+$", "");
        try {
            client.resource(new EventBuilder().withNewMetadata().withNamespace(pod.namespace())
                    .withName(name + String.format(Locale.ROOT, ".%016x", System.nanoTime())).endMetadata()
                    .withNewInvolvedObject().withApiVersion("v1").withKind("Pod").withNamespace(pod.namespace())
                    .withName(pod.name()).withUid(uid).endInvolvedObject()
                    .withReason(order.isTermination() ? "Terminating" : "Signalling").withType("Normal")
                    .withMessage(
                            person + " has dpm-runner " + order.words() + " the process, by the fleet page or its API")
                    .withNewSource().withComponent(OperatorNames.OPERATOR).endSource().withFirstTimestamp(now)
                    .withLastTimestamp(now).withCount(1).build()).create();
        } catch (KubernetesClientException e) {
            throw new IOException(Cause.of(e), e);
        }
    }
}
