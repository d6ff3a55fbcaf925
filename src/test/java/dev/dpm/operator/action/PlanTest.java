package dev.dpm.operator.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.operator.action.PodState.Heard;
import dev.dpm.operator.fleet.PodName;
import dev.dpm.operator.model.PodShare;

/**
 * The table of decisions. A row has the pods and the budgets that the operator sees, the pod for which an action is
 * asked, and the decision. The states of a pod: up; down: not ready; busy: acted on, and still ready as far as the API
 * server knows; away: without a dpm-runner that answers.
 */
class PlanTest {

    @ParameterizedTest(name = "{0} with {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            a:up                     |                   | a | allowed
            a:up                     | max 1             | a | allowed
            a:up b:up                | max 0             | a | Supervision shop/web allows 0 of 2 pods to be unavailable at once (maxUnavailable 0)
            a:up b:up c:up           | max 1             | a | allowed
            a:up b:down c:up         | max 1             | a | Supervision shop/web allows 1 of 3 pods to be unavailable at once (maxUnavailable 1), and 1 is: b is not ready
            a:up b:busy c:up         | max 1             | a | Supervision shop/web allows 1 of 3 pods to be unavailable at once (maxUnavailable 1), and 1 is: b was acted on and is not up again
            a:up b:down c:up         | max 1             | b | allowed
            a:up b:down c:busy d:up  | max 2             | a | Supervision shop/web allows 2 of 4 pods to be unavailable at once (maxUnavailable 2), and 2 are: b is not ready, c was acted on and is not up again
            a:up b:down c:up d:up    | max 2             | a | allowed
            a:up b:up c:up d:up      | max 25%           | a | allowed
            a:up b:down c:up d:up    | max 25%           | a | Supervision shop/web allows 1 of 4 pods to be unavailable at once (maxUnavailable 25%), and 1 is: b is not ready
            a:up b:up                | max 10%           | a | allowed
            a:up b:up                | max 0%            | a | Supervision shop/web allows 0 of 2 pods to be unavailable at once (maxUnavailable 0%)
            a:busy                   | max 5             | a | a was acted on and is not up again
            a:away b:up              | max 1             | a | a has no dpm-runner
            b:up                     | max 1             | a | pod shop/a is gone
            a:up b:up c:up           | pdb 1 2           | a | allowed
            a:up b:up                | pdb 0 2           | a | PodDisruptionBudget shop/pdb allows no disruption now: it needs 2 healthy pods, and 2 of 2 are
            a:up b:down              | pdb 0 1           | a | PodDisruptionBudget shop/pdb allows no disruption now: it needs 1 healthy pod, and 1 of 2 is (b is not ready)
            a:up b:down              | pdb 0 1           | b | allowed
            a:up b:up c:up           | pdb uncounted     | a | the cluster has not counted the pods of PodDisruptionBudget shop/pdb yet, since it was made or changed
            a:down                   | pdb uncounted     | a | allowed
            a:up b:busy c:up         | pdb 1 1           | a | PodDisruptionBudget shop/pdb allows no disruption now: it needs 1 healthy pod, and 2 of 3 are (b was acted on and is not up again)
            a:up b:down c:up         | pdb 1 2           | a | PodDisruptionBudget shop/pdb allows no disruption now: it needs 2 healthy pods, and 2 of 3 are (b is not ready)
            a:up b:up c:up           | max 2; pdb 0 3    | a | PodDisruptionBudget shop/pdb allows no disruption now: it needs 3 healthy pods, and 3 of 3 are
            a:up b:up c:up           | max 0; pdb 1 2    | a | Supervision shop/web allows 0 of 3 pods to be unavailable at once (maxUnavailable 0)
            """)
    void one_pod_is_allowed_or_refused_with_the_budget_and_its_numbers(String pods, String budgets, String asked,
            String answer) {
        List<PodState> seen = seen(pods);

        assertThat(Plan.refusal(name(asked), Pods.of(seen, busy(pods)), budgets(budgets, seen)).orElse("allowed"))
                .isEqualTo(answer);
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            a:up b:up c:up         | max 1          | a     | Supervision shop/web allows 1 of 3 pods to be unavailable at once (maxUnavailable 1), and 1 is: a was acted on and is not up again
            a:up b:up c:up         | max 2          | a b   | Supervision shop/web allows 2 of 3 pods to be unavailable at once (maxUnavailable 2), and 2 are: a was acted on and is not up again, b was acted on and is not up again
            a:up b:up c:down       | max 1          | c     | Supervision shop/web allows 1 of 3 pods to be unavailable at once (maxUnavailable 1), and 1 is: c was acted on and is not up again
            a:up b:up              | max 9          | a b   | -
            a:up b:up c:up d:up    | max 50%        | a b   | Supervision shop/web allows 2 of 4 pods to be unavailable at once (maxUnavailable 50%), and 2 are: a was acted on and is not up again, b was acted on and is not up again
            a:up b:up c:up         | max 3; pdb 1 2 | a     | PodDisruptionBudget shop/pdb allows no disruption now: it needs 2 healthy pods, and 2 of 3 are (a was acted on and is not up again)
            a:busy b:up            | max 1          | -     | a was acted on and is not up again
            a:up b:up              | max 0          | -     | Supervision shop/web allows 0 of 2 pods to be unavailable at once (maxUnavailable 0)
            a:away b:up            | max 1          | b     | a has no dpm-runner
            """)
    void of_all_pods_as_many_come_now_as_the_budgets_allow_those_that_are_down_first(String pods, String budgets,
            String now, String waits) {
        List<PodState> seen = seen(pods);

        Plan.Next next = Plan.next(seen.stream().map(PodState::name).toList(), Pods.of(seen, busy(pods)),
                budgets(budgets, seen));

        assertThat(next.now().stream().map(PodName::name).collect(Collectors.joining(" ")))
                .isEqualTo(now == null ? "" : now);
        assertThat(next.waits()).isEqualTo(waits == null ? "" : waits);
    }

    private static Map<String, String> words(String pods) {
        return Arrays.stream(pods.strip().split(" ")).collect(Collectors.toMap(word -> word.split(":")[0],
                word -> word.split(":")[1]));
    }

    private static PodName name(String name) {
        return new PodName("shop", name);
    }

    private static List<PodState> seen(String pods) {
        return words(pods).entrySet().stream().map(pod -> new PodState(name(pod.getKey()), "uid",
                !pod.getValue().equals("down"), 0, Heard.NOTHING, pod.getValue().equals("away")
                        ? "has no dpm-runner"
                        : ""))
                .toList();
    }

    private static List<UnfinishedOrder> busy(String pods) {
        return seen(pods).stream().filter(pod -> words(pods).get(pod.name().name()).equals("busy"))
                .map(pod -> new UnfinishedOrder(Order.TERMINATE, pod, Instant.EPOCH)).toList();
    }

    private static List<Budget> budgets(String text, List<PodState> seen) {
        Set<PodName> all = new HashSet<>();
        seen.forEach(pod -> all.add(pod.name()));
        List<Budget> budgets = new ArrayList<>();
        for (String each : text == null ? new String[0] : text.split(";")) {
            String[] words = each.strip().split(" ");
            budgets.add(words[0].equals("max")
                    ? new MaxUnavailable("shop/web", new PodShare(words[1]), all)
                    : words[1].equals("uncounted")
                            ? new Disruptions("shop/pdb", all, false, 1, 1)
                            : new Disruptions("shop/pdb", all, true, Integer.parseInt(words[1]),
                                    Integer.parseInt(words[2])));
        }
        return budgets;
    }
}
