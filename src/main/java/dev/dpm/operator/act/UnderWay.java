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

import dev.dpm.operator.action.Acting;
import dev.dpm.operator.action.Order;
import dev.dpm.operator.action.PodState;
import dev.dpm.operator.action.Pods;
import dev.dpm.operator.action.Progress;
import dev.dpm.operator.action.Roll;
import dev.dpm.operator.fleet.PodName;

/**
 * The unfinished orders of this replica to single pods, and its rolls: orders to all pods of a Supervision. A copy is
 * stored with the {@link ActionLock}, so that the replica that holds the lock next can continue them. Not thread-safe,
 * except {@link #roll}.
 */
final class UnderWay {

    private static final System.Logger LOG = System.getLogger(UnderWay.class.getName());
    /** The largest number of finished rolls (orders to all pods of a Supervision) that pages still show. */
    private static final int MOST_SHOWN = 100;

    private final ActionLock lock;
    private final List<Acting> acting = new ArrayList<>();
    private final Map<String, Roll> rolls = new ConcurrentHashMap<>();
    /**
     * The unfinished rolls (orders to all pods of a Supervision) of another replica, as they were last read. This
     * replica only shows them.
     */
    private volatile Map<String, Roll> elsewhere = Map.of();
    /**
     * The unfinished orders of this replica as text: as it last stored them with the action lock, and as it last tried
     * to store them.
     */
    private String written = "";
    private String tried = "";

    UnderWay(ActionLock lock) {
        this.lock = lock;
    }

    /** The last order to all pods of a Supervision that this replica started or continued; empty if there is none. */
    Optional<Roll> roll(String group) {
        return Optional.ofNullable(rolls.get(group));
    }

    /**
     * The order to all pods of a Supervision that a page shows: an unfinished one of any replica, or else a finished
     * one.
     */
    Optional<Roll> shown(String group) {
        return roll(group).filter(roll -> !roll.isOver()).or(() -> elsewhere(group)).or(() -> roll(group));
    }

    /** The unfinished order of another replica to all pods of a Supervision. */
    Optional<Roll> elsewhere(String group) {
        return Optional.ofNullable(elsewhere.get(group));
    }

    /**
     * Reads the rolls of the replica that holds the action lock, so that this replica can show them. A roll with too
     * many pods is left out, since the stored copy does not contain its progress.
     *
     * @param copy the copy that the other replica stored; empty if it has no unfinished order
     */
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

    void add(Acting order) {
        acting.add(order);
    }

    /** The pods of a namespace, together with the pods that have an unfinished order to end or signal their process. */
    Pods pods(NamespaceState state) {
        return Pods.of(state.pods(), acting);
    }

    /** The namespaces of all pods whose order is unfinished. */
    Set<String> namespaces() {
        Set<String> namespaces = new TreeSet<>();
        acting.forEach(each -> namespaces.add(each.pod().namespace()));
        rolls.values().stream().filter(roll -> !roll.isOver()).forEach(roll -> namespaces.add(namespace(roll)));
        return namespaces;
    }

    private static String namespace(Roll roll) {
        return roll.group().substring(0, roll.group().indexOf('/'));
    }

    /**
     * For each pod with an unfinished order: whether the order is finished by now. Finished orders are removed from
     * this object.
     */
    Map<PodName, Acting.Outcome> outcomes(String namespace, NamespaceState state, Instant now) {
        Pods pods = Pods.of(state.pods(), List.of());
        Map<PodName, Acting.Outcome> outcomes = new HashMap<>();
        acting.removeIf(each -> {
            if (!each.pod().namespace().equals(namespace)) {
                return false;
            }
            Acting.Outcome outcome = each.outcome(pods, now);
            outcomes.put(each.pod(), outcome);
            return outcome != Acting.Outcome.GOES_ON;
        });
        return outcomes;
    }

    private Progress progress() {
        return new Progress(acting, List.copyOf(rolls.values()));
    }

    /** Stores a copy of the unfinished orders with the action lock. Returns false if that failed. */
    boolean keep() {
        return keep(progress());
    }

    /**
     * Records in the stored copy that a pod is about to get an order.
     *
     * @return false if the copy could not be written
     */
    boolean keep(Order order, PodState pod, Instant now) {
        return keep(progress().acted(order, pod, now));
    }

    /**
     * Records in the stored copy that the given pods of a Supervision are about to get the order of a roll. Returns
     * false if that failed; the order must then not be given.
     */
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
     * Continues the orders that are in the stored copy, after this replica acquired the action lock. If another replica
     * wrote the copy, this replica drops its own orders, because the other replica has already continued them.
     */
    void takeUp(String copy, Instant now) {
        elsewhere = Map.of();
        if (copy.equals(written) || copy.equals(tried)) {
            return;
        }
        acting.clear();
        rolls.replaceAll((group, roll) -> roll.isOver() ? roll : roll.ended("another replica went on with it"));
        written = copy;
        tried = copy;
        ProgressText.interrupted(copy, now).forEach(this::told);
        ProgressText.read(copy, now).ifPresentOrElse(left -> {
            acting.addAll(left.acting());
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
