package dev.dpm.operator.action;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The unfinished orders of a replica, which another replica can continue.
 *
 * @param acting the orders to single pods. An order is added here before the pod gets it, so that no replica gives it a
 *     second time
 * @param rolls the orders to all pods of a Supervision
 */
public record Progress(List<UnfinishedOrder> acting, List<Roll> rolls) {

    public static final Progress NOTHING = new Progress(List.of(), List.of());

    public Progress {
        acting = List.copyOf(acting);
        rolls = rolls.stream().filter(roll -> !roll.isOver()).toList();
    }

    public boolean isNothing() {
        return acting.isEmpty() && rolls.isEmpty();
    }

    public Progress acted(Roll roll, Collection<PodState> pods, Instant now) {
        List<UnfinishedOrder> more = new ArrayList<>(acting);
        Roll after = roll;
        for (PodState pod : pods) {
            more.add(new UnfinishedOrder(roll.order(), pod, now));
            after = after.acted(pod.name(), now);
        }
        List<Roll> others = new ArrayList<>(rolls.stream().filter(each -> !each.group().equals(roll.group())).toList());
        others.add(after);
        return new Progress(more, others);
    }

    /** A copy of this progress in which one more pod has got an order. */
    public Progress acted(Order order, PodState pod, Instant now) {
        List<UnfinishedOrder> more = new ArrayList<>(acting);
        more.add(new UnfinishedOrder(order, pod, now));
        return new Progress(more, rolls);
    }
}
