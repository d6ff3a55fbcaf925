package dev.dpm.operator.action;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.dpm.operator.fleet.PodName;

/**
 * Decides about orders that end or signal processes of pods, by the pods' budgets: whether a pod may get an order, and
 * which of several pods get it next.
 */
public final class Plan {

    private Plan() {
    }

    /**
     * The pods of a Supervision that get the order next.
     *
     * @param now the pods that get the order at once, in this order
     * @param waits why no other pod gets the order now; empty if there is no other pod
     */
    public record Next(List<PodName> now, String waits) {

        public Next {
            now = List.copyOf(now);
        }
    }

    /** Why a pod must not get an order now, as one sentence; empty if the pod may get the order. */
    public static Optional<String> refusal(PodName pod, Pods seen, Collection<Budget> budgets) {
        Optional<PodState> found = seen.find(pod);
        if (found.isEmpty()) {
            return Optional.of("pod " + pod.shown() + " is gone");
        } else if (seen.busy().contains(pod)) {
            return Optional.of(pod.name() + " was acted on and is not up again");
        } else if (!found.get().obstacle().isEmpty()) {
            return Optional.of(pod.name() + " " + found.get().obstacle());
        }
        return budgets.stream().flatMap(budget -> budget.refusal(pod, seen).stream()).findFirst();
    }

    /**
     * Chooses those of the remaining pods that may get an order at the same time. Pods that are not ready come first,
     * then the others by name.
     */
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
