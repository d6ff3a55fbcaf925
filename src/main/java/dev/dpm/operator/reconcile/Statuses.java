package dev.dpm.operator.reconcile;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.Pod;

import dev.dpm.operator.inject.PodMetadata;
import dev.dpm.operator.model.SupervisionStatus;

/** Computes the status of a Supervision: the numbers of its pods, and three conditions, each with a sentence. */
final class Statuses {

    private static final String YES = "True";
    private static final String NO = "False";
    private static final String UNKNOWN = "Unknown";
    /**
     * The largest number of pods that a sentence in the status names. For further pods, the sentence gives only their
     * number.
     */
    private static final int NAMED = 3;

    /**
     * The largest number of characters in the sentence of a condition: an API server accepts 32,768 (meta/v1,
     * Condition), and the object with all conditions has at most about a megabyte.
     */
    private static final int LONGEST = 4096;

    private final ObservedState seen;
    private final SelectedPods pods;
    private final Overlap overlap;

    private Statuses(ObservedState seen, SelectedPods pods) {
        this.seen = seen;
        this.pods = pods;
        this.overlap = Overlap.of(seen.supervision(), pods, seen.others());
    }

    static SupervisionStatus of(ObservedState seen, SelectedPods pods) {
        Statuses statuses = new Statuses(seen, pods);
        return new SupervisionStatus(seen.supervision().getMetadata().getGeneration(),
                new SupervisionStatus.Pods(pods.selected(), pods.supervised().size(), pods.outdated().size(),
                        pods.uncovered().size()),
                Stream.of(statuses.accepted(), statuses.covered(), statuses.healthy()).map(statuses::dated).toList());
    }

    static SupervisionStatus unexamined(ObservedState seen, RuntimeException fault) {
        Statuses statuses = new Statuses(seen, new SelectedPods(List.of(), List.of(), List.of()));
        String sentence = "the operator could not examine the pods: " + fault.getClass().getSimpleName()
                + "; its log says more, and it tries again within a minute";
        return new SupervisionStatus(seen.supervision().getMetadata().getGeneration(), null,
                Stream.of(statuses.accepted(), new Said("Covered", UNKNOWN, "NotExamined", sentence),
                        new Said("Healthy", UNKNOWN, "NotExamined", sentence)).map(statuses::dated).toList());
    }

    private record Said(String type, String status, String reason, String sentence) {
    }

    private Said accepted() {
        return seen.faults().isEmpty()
                ? new Said("Accepted", YES, "Sound", "pods that are created get a dpm-runner as this says")
                : new Said("Accepted", NO, "Faulty", String.join("; also: ", seen.faults()));
    }

    private Said covered() {
        if (pods.selected() == 0) {
            return new Said("Covered", UNKNOWN, "NoPods", "no pod is selected at present");
        }
        if (pods.uncovered().isEmpty()) {
            String reason = !overlap.isEmpty() ? "Overlap" : pods.outdated().isEmpty() ? "AllSupervised" : "Outdated";
            return new Said("Covered", YES, reason,
                    count(pods.selected()) + ", each with its dpm-runner" + outdated() + overlapping());
        }
        List<Pod> refused = pods.uncovered().stream().filter(pod -> PodMetadata.obstacle(pod).isPresent()).toList();
        return refused.isEmpty()
                ? new Said("Covered", NO, "CreatedWithout", pods.uncovered().size() + " of " + count(pods.selected())
                        + " began without dpm-runner: " + named(pods.uncovered())
                        + advice("brings it into them") + outdated() + overlapping())
                : new Said("Covered", NO, "Refused", pods.uncovered().size() + " of " + count(pods.selected())
                        + " are without dpm-runner, " + refused.get(0).getMetadata().getName() + " because "
                        + PodMetadata.obstacle(refused.get(0)).orElseThrow() + outdated() + overlapping());
    }

    /**
     * The end of the sentence of a condition: it says which pods another Supervision selects, too; empty text if there
     * are none.
     */
    private String overlapping() {
        return overlap.isEmpty() ? "" : "; " + overlap.sentence();
    }

    /**
     * The end of a sentence: the advice to restart the pods' workload; empty text if the new pods would get no
     * dpm-runner.
     */
    private String advice(String effect) {
        return overlap.isEmpty() ? "; kubectl rollout restart of their workload " + effect : "";
    }

    private String outdated() {
        List<SelectedPods.Outdated> outdated = pods.outdated();
        return outdated.isEmpty()
                ? ""
                : "; outdated: " + named(outdated.stream().map(SelectedPods.Outdated::pod).toList()) + ", because "
                        + outdated.get(0).reason()
                        + advice("brings the new one");
    }

    private Said healthy() {
        if (pods.supervised().isEmpty()) {
            return new Said("Healthy", UNKNOWN, "NoPods", "no pod is supervised at present");
        }
        List<Pod> down = pods.supervised().stream().filter(pod -> !isSidecarRunning(pod)).toList();
        if (!down.isEmpty()) {
            return new Said("Healthy", NO, "DpmNotRunning", "dpm-runner does not run in " + named(down)
                    + "; kubectl describe pod says why");
        }
        List<Pod> waiting = pods.supervised().stream().filter(pod -> crashing(pod).isPresent()).toList();
        return waiting.isEmpty()
                ? new Said("Healthy", YES, "AllRunning",
                        count(pods.supervised().size()) + ", each with its containers running")
                : new Said("Healthy", NO, "CrashLoopBackOff", "container " + crashing(waiting.get(0)).orElseThrow()
                        + " ends again and again in " + named(waiting) + "; kubectl describe pod says why");
    }

    private static boolean isSidecarRunning(Pod pod) {
        return SelectedPods.containers(pod).stream().filter(each -> PodMetadata.CONTAINER.equals(each.getName()))
                .anyMatch(each -> each.getState() != null && each.getState().getRunning() != null);
    }

    /**
     * The name of the pod's container that kubelet restarts with a delay because it crashes repeatedly
     * (CrashLoopBackOff); empty if there is none.
     */
    private static Optional<String> crashing(Pod pod) {
        return SelectedPods.containers(pod).stream().filter(each -> each.getState() != null
                && each.getState().getWaiting() != null
                && "CrashLoopBackOff".equals(each.getState().getWaiting().getReason()))
                .map(each -> each.getName()).findFirst();
    }

    private static String cut(String sentence) {
        return sentence.length() > LONGEST ? sentence.substring(0, LONGEST - 1) + "…" : sentence;
    }

    private static String count(int pods) {
        return pods + (pods == 1 ? " pod" : " pods");
    }

    private static String named(List<Pod> pods) {
        String names = pods.stream().limit(NAMED).map(pod -> pod.getMetadata().getName())
                .collect(Collectors.joining(", "));
        return pods.size() > NAMED ? names + " and " + (pods.size() - NAMED) + " more" : names;
    }

    /**
     * Creates a condition of the status with the time of its last transition. If the condition is the same as in the
     * status that the operator wrote last, it keeps the time from that status.
     */
    private Condition dated(Said said) {
        String since = seen.supervision().seen().stream()
                .flatMap(before -> Optional.ofNullable(before.conditions()).orElse(List.of()).stream())
                .filter(before -> said.type().equals(before.getType()) && said.status().equals(before.getStatus()))
                .map(Condition::getLastTransitionTime).findFirst()
                .orElse(seen.now().truncatedTo(ChronoUnit.SECONDS).toString());
        return new ConditionBuilder().withType(said.type()).withStatus(said.status()).withReason(said.reason())
                .withMessage(cut(said.sentence())).withLastTransitionTime(since)
                .withObservedGeneration(seen.supervision().getMetadata().getGeneration()).build();
    }
}
