package dev.dpm.operator.act;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.dpm.operator.action.Budget;
import dev.dpm.operator.action.MaxUnavailable;
import dev.dpm.operator.action.PodState;
import dev.dpm.operator.fleet.PodName;

/** The pods of a namespace at one moment, and the budgets that limit how many of them may be down. */
public record NamespaceState(List<PodState> pods, List<Budget> budgets) {

    public NamespaceState {
        pods = List.copyOf(pods);
        budgets = List.copyOf(budgets);
    }

    /**
     * The pods that a Supervision selects; empty if there is no such Supervision.
     *
     * @param group namespace and name of the Supervision, such as {@code shop/web}
     */
    Optional<Set<PodName>> of(String group) {
        return budgets.stream().filter(MaxUnavailable.class::isInstance).map(MaxUnavailable.class::cast)
                .filter(budget -> budget.supervision().equals(group)).map(MaxUnavailable::pods).findFirst();
    }
}
