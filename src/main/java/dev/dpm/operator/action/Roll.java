package dev.dpm.operator.action;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.dpm.operator.fleet.PodName;

/**
 * An order to all pods of a Supervision.
 *
 * @param group such as {@code shop/web}
 * @param by the person
 * @param left pods without the order, with uids, since a new pod of the same name does not get it
 * @param underWay pods that are not ready again
 * @param done pods that are ready again, or gone
 * @param waits why the next pod waits; empty text: it does not
 * @param moved the last progress
 * @param end how it ended; empty text: it has not
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

    /** A copy after a look at the pods. It ends when the last pod is ready again, or when one is late. */
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

    /** A copy with the reason of waiting. It ends if nothing happens within {@link UnfinishedOrder#DEADLINE}. */
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
