package dev.dpm.operator.action;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.dpm.operator.fleet.PodName;

/**
 * An order to all pods of a Supervision, which the pods get one after the other.
 *
 * @param group namespace and name of the Supervision, such as {@code shop/web}
 * @param by the person who gave the order
 * @param left the pods that have not got the order yet, with their uids: a new pod of the same name does not get the
 *     order
 * @param underWay the pods that got the order and are not ready again
 * @param done the pods that got the order and are ready again, or are gone
 * @param waits why the next pod does not get the order yet; empty text: it need not wait
 * @param moved when a pod last got the order or finished it
 * @param end how the order ended; empty text: it goes on
 */
public record Roll(String group, Order order, String by, Map<PodName, String> left, List<PodName> underWay,
        List<PodName> done, String waits, Instant moved, String end) {

    private static final String WITHIN = " within " + UnfinishedOrder.DEADLINE.toMinutes() + " min";

    public Roll {
        left = Map.copyOf(left);
        underWay = List.copyOf(underWay);
        done = List.copyOf(done);
    }

    public static Roll of(String group, Order order, String by, List<PodState> pods, Instant now) {
        return new Roll(group, order, by, pods.stream().collect(Collectors.toMap(PodState::name, PodState::uid)),
                List.of(), List.of(), "", now, "");
    }

    public boolean isOver() {
        return !end.isEmpty();
    }

    public int all() {
        return left.size() + underWay.size() + done.size();
    }

    /**
     * A copy of this roll with the present states of the pods. The roll has ended if all pods are ready again, or if a
     * pod is not ready in time.
     */
    public Roll seen(Map<PodName, UnfinishedOrder.Outcome> outcomes, Pods pods, Instant now) {
        if (isOver()) {
            return this;
        }
        List<PodName> still = new ArrayList<>();
        List<PodName> over = new ArrayList<>(done);
        for (PodName pod : underWay) {
            switch (outcomes.getOrDefault(pod, UnfinishedOrder.Outcome.UP)) {
                case GOES_ON -> still.add(pod);
                case UP, GONE -> over.add(pod);
                case LATE -> {
                    return ended("stopped at " + pod.name() + ", which is not up again" + WITHIN);
                }
            }
        }
        Map<PodName, String> there = left.entrySet().stream().filter(each -> pods.find(each.getKey())
                .filter(seen -> seen.uid().equals(each.getValue())).isPresent())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        left.keySet().stream().filter(pod -> !there.containsKey(pod)).sorted().forEach(over::add);
        Roll next = new Roll(group, order, by, there, still, over, waits, over.size() > done.size() ? now : moved, "");
        return there.isEmpty() && still.isEmpty() ? next.ended("done: each of " + over.size() + " pods") : next;
    }

    /** A copy of this roll in which one more pod has got the order. */
    public Roll acted(PodName pod, Instant now) {
        Map<PodName, String> others = left.entrySet().stream().filter(each -> !each.getKey().equals(pod))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        List<PodName> more = new ArrayList<>(underWay);
        more.add(pod);
        return new Roll(group, order, by, others, more, done, waits, now, end);
    }

    /**
     * A copy of this roll with the reason why the next pod waits. The roll has ended if no pod could get the order within
     * {@link UnfinishedOrder#DEADLINE}.
     */
    public Roll waiting(String why, Instant now) {
        Roll next = new Roll(group, order, by, left, underWay, done, why, moved, end);
        boolean isStuck = !isOver() && !left.isEmpty() && underWay.isEmpty()
                && now.isAfter(moved.plus(UnfinishedOrder.DEADLINE));
        return isStuck ? next.ended("stopped, since nothing could be done" + WITHIN + ": " + why) : next;
    }

    /**
     * A copy of this roll that has ended.
     *
     * @param sentence how the roll ended
     */
    public Roll ended(String sentence) {
        return new Roll(group, order, by, left, underWay, done, "", moved, sentence);
    }

    public String sentence() {
        String figures = done.size() + " of " + all() + " done";
        if (isOver()) {
            return end + (left.isEmpty() && underWay.isEmpty()
                    ? ""
                    : "; " + figures + names("not up yet", underWay) + names("left alone", left.keySet().stream()
                            .sorted().toList()));
        }
        return figures + names("not up yet", underWay) + (waits.isEmpty() || left.isEmpty()
                ? ""
                : "; next waits, since " + waits);
    }

    private static String names(String what, List<PodName> pods) {
        return pods.isEmpty()
                ? ""
                : ", " + what + ": " + pods.stream().limit(5).map(PodName::name).collect(Collectors.joining(", "))
                        + (pods.size() > 5 ? " and " + (pods.size() - 5) + " more" : "");
    }
}
