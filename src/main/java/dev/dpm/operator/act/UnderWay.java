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
import dev.dpm.operator.action.PodSight;
import dev.dpm.operator.action.Pods;
import dev.dpm.operator.action.Progress;
import dev.dpm.operator.action.Roll;
import dev.dpm.operator.fleet.PodName;

/**
 * The orders and rolls of this replica, with a copy in the {@link Turn}: the replica that has the turn next continues
 * from the copy. Only one thread may use this object, except {@link #roll}.
 */
final class UnderWay {

    private static final System.Logger LOG = System.getLogger(UnderWay.class.getName());
    /** The largest number of finished rolls that are still shown. */
    private static final int MOST_SHOWN = 100;

    private final Turn turn;
    private final List<Acting> acting = new ArrayList<>();
    private final Map<String, Roll> rolls = new ConcurrentHashMap<>();
    /** The rolls that another replica has under way, as of the last reading. They are only shown. */
    private volatile Map<String, Roll> elsewhere = Map.of();
    /** The copy that was written last, and the copy that this replica last tried to write. */
    private String written = "";
    private String tried = "";

    UnderWay(Turn turn) {
        this.turn = turn;
    }

    /** The last roll over the pods of a Supervision that this replica began or took up; empty if there was none. */
    Optional<Roll> roll(String group) {
        return Optional.ofNullable(rolls.get(group));
    }

    /**
     * The roll over the pods of a Supervision that the page shows. A roll that is going on, at any replica, comes
     * before a roll that has ended.
     */
    Optional<Roll> shown(String group) {
        return roll(group).filter(roll -> !roll.isOver()).or(() -> elsewhere(group)).or(() -> roll(group));
    }

    /** The roll over the pods of a Supervision that another replica has under way. */
    Optional<Roll> elsewhere(String group) {
        return Optional.ofNullable(elsewhere.get(group));
    }

    /**
     * Stores the rolls of the replica that has the turn, so that this replica can show them. A roll with too many pods
     * for the copy is left out, since the copy does not contain its progress.
     *
     * @param copy the copy that the other replica wrote; empty if it has nothing under way
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

    /** The pods of a sight, together with the orders that are not over. */
    Pods pods(Sight sight) {
        return Pods.of(sight.pods(), acting);
    }

    /** The namespaces with something under way. */
    Set<String> namespaces() {
        Set<String> namespaces = new TreeSet<>();
        acting.forEach(each -> namespaces.add(each.pod().namespace()));
        rolls.values().stream().filter(roll -> !roll.isOver()).forEach(roll -> namespaces.add(namespace(roll)));
        return namespaces;
    }

    private static String namespace(Roll roll) {
        return roll.group().substring(0, roll.group().indexOf('/'));
    }

    /** How each order in a namespace stands. Orders that are over are removed. */
    Map<PodName, Acting.Outcome> outcomes(String namespace, Sight sight, Instant now) {
        Pods pods = Pods.of(sight.pods(), List.of());
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

    /** Brings the copy up to date; false if it could not be written. */
    boolean keep() {
        return keep(progress());
    }

    /**
     * Brings the copy up to date.
     *
     * @return false if the copy could not be written
     */
    boolean keep(Order order, PodSight pod, Instant now) {
        return keep(progress().acted(order, pod, now));
    }

    /**
     * Writes into the copy that the given pods of a roll are about to get their order. False: the copy could not be
     * written, and the order must not be given.
     */
    boolean keep(Roll roll, List<PodSight> pods, Instant now) {
        return keep(progress().acted(roll, pods, now));
    }

    private boolean keep(Progress progress) {
        String text = ProgressText.of(progress);
        if (text.equals(written) && text.equals(tried)) {
            return true;
        }
        tried = text;
        if (!turn.keep(text)) {
            return false;
        }
        written = text;
        return true;
    }

    /**
     * Continues from the copy, after this replica got the turn. Where another replica wrote the copy, this replica
     * drops its own orders: the other replica has already continued them.
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
