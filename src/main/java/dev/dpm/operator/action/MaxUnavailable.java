package dev.dpm.operator.action;

import java.util.Optional;
import java.util.Set;

import dev.dpm.operator.fleet.PodName;
import dev.dpm.operator.model.PodShare;

/**
 * The limit {@code maxUnavailable} of a Supervision.
 *
 * @param supervision namespace and name of the Supervision, such as {@code shop/web}
 */
public record MaxUnavailable(String supervision, PodShare most, Set<PodName> pods) implements Budget {

    public MaxUnavailable {
        pods = Set.copyOf(pods);
    }

    @Override
    public Optional<String> refusal(PodName pod, Pods seen) {
        long down = pods.stream().filter(name -> !seen.isUp(name)).count();
        int allowed = most.of(pods.size());
        if (!pods.contains(pod) || !seen.isUp(pod) || down < allowed) {
            return Optional.empty();
        }
        String rule = "Supervision " + supervision + " allows " + allowed + " of " + pods.size()
                + " pods to be unavailable at once (maxUnavailable " + most.written() + ")";
        return Optional.of(down == 0
                ? rule
                : rule + ", and " + down + (down == 1 ? " is: " : " are: ") + seen.whyDown(pods));
    }
}
