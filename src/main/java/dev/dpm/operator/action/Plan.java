package dev.dpm.operator.action;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.dpm.operator.fleet.PodName;

/** Decides about orders by the budgets of the pods: whether one pod may be acted on, and which of several come next. */
public final class Plan {

    private Plan() {
    }

    /**
     * Which pods come now.
     *
     * @param now in the order of their turn
     * @param waits why none of the others comes now; empty: none is left
     */
    public record Next(List<PodName> now, String waits) {

        public Next {
            now = List.copyOf(now);
        }
    }

    /** Why a pod must not be acted on now, one sentence; empty: it may. */
    public static Optional<String> refusal(PodName pod, Pods seen, Collection<Budget> budgets) {
        Optional<PodSight> found = seen.find(pod);
        if (found.isEmpty()) {
            return Optional.of("pod " + pod.shown() + " is gone");
        } else if (seen.busy().contains(pod)) {
            return Optional.of(pod.name() + " was acted on and is not up again");
        } else if (!found.get().obstacle().isEmpty()) {
            return Optional.of(pod.name() + " " + found.get().obstacle());
        }
        return budgets.stream().flatMap(budget -> budget.refusal(pod, seen).stream()).findFirst();
    }

    /** Those of the pods left that may be acted on at once: first those that are down anyway, then by name. */
    public static Next next(Collection<PodName> left, Pods seen, Collection<Budget> budgets) {
        List<PodName> now = new ArrayList<>();
        String waits = "";
        Pods then = seen;
        for (PodName pod : left.stream().sorted(Comparator.comparing(seen::isReady).thenComparing(name -> name))
                .toList()) {
            Optional<String> refusal = refusal(pod, then, budgets);
            if (refusal.isEmpty()) {
                now.add(pod);
                then = then.with(pod);
            } else if (waits.isEmpty()) {
                waits = refusal.get();
            }
        }
        return new Next(now, waits);
    }
}
