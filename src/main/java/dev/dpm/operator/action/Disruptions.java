package dev.dpm.operator.action;

import java.util.Optional;
import java.util.Set;

import dev.dpm.operator.fleet.PodName;

/**
 * The budget that a PodDisruptionBudget (policy/v1) states in its status.
 *
 * @param name namespace and name of the PodDisruptionBudget, such as {@code shop/web}
 * @param pods the pods that the PodDisruptionBudget selects
 * @param isCounted whether the cluster wrote the status after the last change of the PodDisruptionBudget ({@code
 *     observedGeneration})
 * @param allowed {@code status.disruptionsAllowed}
 * @param needed {@code status.desiredHealthy}
 */
public record Disruptions(String name, Set<PodName> pods, boolean isCounted, int allowed,
        int needed) implements Budget {

    public Disruptions {
        pods = Set.copyOf(pods);
    }

    /**
     * {@inheritDoc} The status of the PodDisruptionBudget may not reflect the newest orders yet, so this method also counts, by
     * itself, the pods that are down.
     */
    @Override
    public Optional<String> refusal(PodName pod, Pods seen) {
        if (!pods.contains(pod) || !seen.isUp(pod)) {
            return Optional.empty();
        } else if (!isCounted) {
            return Optional.of("the cluster has not counted the pods of PodDisruptionBudget " + name
                    + " yet, since it was made or changed");
        }
        long uncounted = pods.stream().filter(name -> seen.isReady(name) && !seen.isUp(name)).count();
        long healthy = pods.stream().filter(seen::isUp).count();
        if (allowed - uncounted > 0 && healthy > needed) {
            return Optional.empty();
        }
        String why = seen.whyDown(pods);
        return Optional.of("PodDisruptionBudget " + name + " allows no disruption now: it needs " + needed
                + (needed == 1 ? " healthy pod, and " : " healthy pods, and ") + healthy + " of " + pods.size()
                + (healthy == 1 ? " is" : " are") + (why.isEmpty() ? "" : " (" + why + ")"));
    }
}
