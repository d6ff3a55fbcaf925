package dev.dpm.operator.reconcile;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Pod;

import dev.dpm.operator.inject.Selection;
import dev.dpm.operator.model.Supervision;

/**
 * The pods of a Supervision that other Supervisions select, too. The webhook puts no dpm-runner into such a pod, and a
 * pod that has a dpm-runner keeps it.
 *
 * @param own the name of the Supervision
 * @param others the names of the other Supervisions; empty if there is no overlap
 * @param supervised the names of those pods among {@code pods} that have a dpm-runner because of {@code own}
 * @param pods the names of the pods that {@code own} and another Supervision select
 */
public record Overlap(String own, List<String> others, List<String> supervised, Set<String> pods) {

    /**
     * The end of a sentence about pods that two Supervisions select: the advice to change a selector, since a rollout
     * alone does not give these pods a dpm-runner.
     */
    static final String FIRST = "; change one of the selectors";

    public Overlap {
        others = List.copyOf(others);
        supervised = List.copyOf(supervised);
        pods = Set.copyOf(pods);
    }

    /**
     * Finds the overlap of a Supervision with others.
     *
     * @param selected the pods that the Supervision selects
     * @param usable the valid Supervisions of its namespace; if {@code own} is not among them, the operator adds no
     *     dpm-runner because of it, and there is no overlap
     */
    public static Overlap of(Supervision own, SelectedPods selected, List<Supervision> usable) {
        String name = own.getMetadata().getName();
        Map<Boolean, List<Supervision>> parts = usable.stream()
                .collect(Collectors.partitioningBy(each -> each.getMetadata().getName().equals(name)));
        List<Supervision> others = parts.get(true).isEmpty() ? List.of() : parts.get(false);
        Set<String> overlapping = new LinkedHashSet<>();
        List<String> supervised = names(selected.supervised(), others, overlapping);
        List<String> uncovered = names(selected.uncovered(), others, overlapping);
        return new Overlap(name, overlapping.stream().sorted().toList(), supervised,
                Stream.concat(supervised.stream(), uncovered.stream()).collect(Collectors.toSet()));
    }

    private static List<String> names(List<Pod> pods, List<Supervision> others, Set<String> overlapping) {
        return others.isEmpty()
                ? List.of()
                : pods.stream().filter(pod -> isOfOthers(pod, others, overlapping))
                        .map(pod -> pod.getMetadata().getName()).toList();
    }

    private static boolean isOfOthers(Pod pod, List<Supervision> others, Set<String> overlapping) {
        List<String> selecting = others.stream()
                .filter(each -> Selection.selects(each, pod, pod.getMetadata().getNamespace()))
                .map(each -> each.getMetadata().getName()).toList();
        overlapping.addAll(selecting);
        return !selecting.isEmpty();
    }

    boolean isEmpty() {
        return pods.isEmpty();
    }

    /** Whether another Supervision selects a pod of this name, too. */
    public boolean contains(String pod) {
        return pods.contains(pod);
    }

    /**
     * A sentence about the overlap: which other Supervision selects the pods, which pods keep their dpm-runner, and why
     * new pods get none; empty text if there is no overlap.
     */
    public String sentence() {
        if (isEmpty()) {
            return "";
        }
        String more = others.size() > 1 ? " (and " + (others.size() - 1) + " more)" : "";
        return "Supervision " + others.get(0) + more + " selects " + pods.size() + " of these pods too: " + kept()
                + "a new pod gets none, since the two would contradict each other" + FIRST;
    }

    private String kept() {
        if (supervised.isEmpty()) {
            return "";
        }
        String first = supervised.get(0);
        return (supervised.size() == 1
                ? first + " keeps the dpm-runner of " + own + ", with which it was created"
                : supervised.size() + " pods (" + first + ", …) keep the dpm-runner of " + own
                        + ", with which they were created")
                + ", and ";
    }
}
