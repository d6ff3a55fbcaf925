package dev.dpm.operator.action;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.dpm.operator.fleet.PodName;

/** Decides by budgets which pod may get an order, and which gets it next. */
public final class Plan {

    private Plan() {
    }

    /**
     * The pods that get an order next.
     *
     * @param now the pods that get the order at once
     * @param waits why the other pods have to wait; empty text: there are no other pods
     */
    public record Next(List<PodName> now, String waits) {

        public Next {
            now = List.copyOf(now);
        }
    }

    /** Why a pod must not get an order now; empty if the pod may get one. */
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
     * The pods that may get an order at the same time. Pods that are not ready come first, since an order to them takes
     * no further pod down.
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
