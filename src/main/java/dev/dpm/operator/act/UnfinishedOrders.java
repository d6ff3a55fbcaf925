package dev.dpm.operator.act;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.dpm.operator.action.Order;
import dev.dpm.operator.action.PodState;
import dev.dpm.operator.action.Pods;
import dev.dpm.operator.action.Progress;
import dev.dpm.operator.action.Roll;
import dev.dpm.operator.action.UnfinishedOrder;
import dev.dpm.operator.fleet.PodName;

/**
 * The unfinished orders that this replica gave to pods. A copy of these orders is stored with the {@link ActionLock} for
 * the next replica that holds the lock. Not thread-safe, except {@link #roll}.
 */
final class UnfinishedOrders {

    private static final System.Logger LOG = System.getLogger(UnfinishedOrders.class.getName());
    private static final int MOST_SHOWN = 100;

    private final ActionLock lock;
    private final List<UnfinishedOrder> orders = new ArrayList<>();
    private final Map<String, Roll> rolls = new ConcurrentHashMap<>();
    private volatile Map<String, Roll> elsewhere = Map.of();
    /**
     * The text that was last stored with the lock. {@link #tried} is the text that was last given to the lock, even if
     * storing failed.
     */
    private String written = "";
    private String tried = "";

    UnfinishedOrders(ActionLock lock) {
        this.lock = lock;
    }

    Optional<Roll> roll(String group) {
        return Optional.ofNullable(rolls.get(group));
    }

    Optional<Roll> shown(String group) {
        return roll(group).filter(roll -> !roll.isOver()).or(() -> elsewhere(group)).or(() -> roll(group));
    }

    Optional<Roll> elsewhere(String group) {
        return Optional.ofNullable(elsewhere.get(group));
    }

    void watch(String copy, Instant now) {
        Map<String, Roll> seen = ProgressText.read(copy, now).stream().flatMap(progress -> progress.rolls().stream())
                .collect(Collectors.toMap(Roll::group, Function.identity(), (one, other) -> other));
        elsewhere.forEach((group, roll) -> {
            if (!seen.containsKey(group)) {
                put(roll.ended("over at another replica, whose page and log say how"));
            }
        });
        elsewhere = seen;
    }

    List<Roll> going(String namespace) {
        return rolls.values().stream().filter(roll -> !roll.isOver() && namespace(roll).equals(namespace)).toList();
    }

    void put(Roll roll) {
        if (rolls.size() >= MOST_SHOWN) {
            rolls.values().removeIf(Roll::isOver);
        }
        rolls.put(roll.group(), roll);
    }

    void add(UnfinishedOrder order) {
        orders.add(order);
    }

    Pods pods(NamespaceState state) {
        return Pods.of(state.pods(), orders);
    }

    Set<String> namespaces() {
        Set<String> namespaces = new TreeSet<>();
        orders.forEach(each -> namespaces.add(each.pod().namespace()));
        rolls.values().stream().filter(roll -> !roll.isOver()).forEach(roll -> namespaces.add(namespace(roll)));
        return namespaces;
    }

    private static String namespace(Roll roll) {
        return roll.group().substring(0, roll.group().indexOf('/'));
    }

    Map<PodName, UnfinishedOrder.Outcome> outcomes(String namespace, NamespaceState state, Instant now) {
        Pods pods = Pods.of(state.pods(), List.of());
        Map<PodName, UnfinishedOrder.Outcome> outcomes = new HashMap<>();
        orders.removeIf(each -> {
            if (!each.pod().namespace().equals(namespace)) {
                return false;
            }
            UnfinishedOrder.Outcome outcome = each.outcome(pods, now);
            outcomes.put(each.pod(), outcome);
            return outcome != UnfinishedOrder.Outcome.GOES_ON;
        });
        return outcomes;
    }

    private Progress progress() {
        return new Progress(orders, List.copyOf(rolls.values()));
    }

    boolean keep() {
        return keep(progress());
    }

    /**
     * Stores with the lock that a pod is about to get an order.
     *
     * @return false: storing failed, and the order must not be given
     */
    boolean keep(Order order, PodState pod, Instant now) {
        return keep(progress().acted(order, pod, now));
    }

    boolean keep(Roll roll, List<PodState> pods, Instant now) {
        return keep(progress().acted(roll, pods, now));
    }

    private boolean keep(Progress progress) {
        String text = ProgressText.of(progress);
        if (text.equals(written) && text.equals(tried)) {
            return true;
        }
        tried = text;
        if (!lock.store(text)) {
            return false;
        }
        written = text;
        return true;
    }

    /**
     * Continues the orders in the text that is stored with the lock. If another replica wrote the text, this replica
     * drops its own orders.
     */
    void takeUp(String copy, Instant now) {
        elsewhere = Map.of();
        if (copy.equals(written) || copy.equals(tried)) {
            return;
        }
        orders.clear();
        rolls.replaceAll((group, roll) -> roll.isOver() ? roll : roll.ended("another replica went on with it"));
        written = copy;
        tried = copy;
        ProgressText.interrupted(copy, now).forEach(this::told);
        ProgressText.read(copy, now).ifPresentOrElse(left -> {
            orders.addAll(left.acting());
            left.rolls().forEach(this::told);
        }, () -> LOG.log(System.Logger.Level.WARNING,
                "What another replica had under way cannot be read, so nothing of it goes on"));
    }

    private void told(Roll roll) {
        LOG.log(System.Logger.Level.INFO, "Takes up from a replica that ended: {0} all pods of {1}, as {2} asked: {3}",
                roll.order().words(), roll.group(), roll.by(), roll.sentence());
        put(roll);
    }
}
