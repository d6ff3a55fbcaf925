package dev.dpm.supervision;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.dpm.lifecycle.Life;
import dev.dpm.lifecycle.Living;
import dev.dpm.process.Phase;
import dev.dpm.process.RestartCause;

/**
 * Launches the instances of a target anew by the clock, one after the other. An instance has its turn only while every
 * other wanted instance is RUNNING, so if one instance does not come up again, the others stay as they are. Used by the
 * loop's thread only.
 */
final class Turns {

    private final Targets targets;
    private final Stepper stepper;

    Turns(Targets targets, Stepper stepper) {
        this.targets = targets;
        this.stepper = stepper;
    }

    /**
     * A relaunch of an instance that is due.
     *
     * @param incarnation the incarnation to be replaced; if the instance has another incarnation by then, it is not
     *     relaunched
     * @param why the reason, as a phrase
     */
    record Recycling(long incarnation, RestartCause cause, String why) {
    }

    /** Records that a target is to be launched anew when it has its turn. */
    static void due(SupervisedTarget supervised, RestartCause cause, String why) {
        supervised.recycling = Optional.of(new Recycling(supervised.state.ledger().incarnation(), cause, why));
    }

    /** Launches a target anew where this is due and the target has its turn. */
    void pass(SupervisedTarget supervised, Duration now) {
        Optional<Duration> end = supervised.state.recycleAt(supervised.spec);
        if (supervised.recycling.isEmpty() && end.isPresent() && now.compareTo(end.get()) >= 0) {
            String why = Living.outlived(supervised.state.life().map(life -> life.age(now)).orElse(Duration.ZERO));
            due(supervised, RestartCause.MAX_RUNTIME, why);
        }
        if (supervised.recycling.isEmpty()) {
            return;
        }
        Recycling recycling = supervised.recycling.get();
        boolean isOver = recycling.incarnation() != supervised.state.life().map(Life::number).orElse(0L)
                || supervised.state.phase() != Phase.RUNNING;
        if (isOver) {
            supervised.recycling = Optional.empty();
        } else if (isTurnOf(supervised, targets.all())) {
            supervised.recycling = Optional.empty();
            stepper.step(supervised, (state, at) -> state.onRecycle(at, recycling.cause(), recycling.why()));
        }
    }

    /** Whether all other wanted instances of the same target are RUNNING; true for a target without instances. */
    static boolean isTurnOf(SupervisedTarget one, Collection<SupervisedTarget> all) {
        Optional<String> family = one.spec.instanceOf();
        return family.isEmpty() || all.stream().noneMatch(other -> other != one && other.wanted && !other.removing
                && other.spec.instanceOf().equals(family) && other.state.phase() != Phase.RUNNING);
    }

    /**
     * The instances that are starting while other instances of the same target wait for a restart. A rolling restart
     * must wait for these instances first. An earlier, interrupted rolling restart may have restarted them, and without
     * the wait too many instances would be down.
     */
    static List<SupervisedTarget> comingUpBeside(List<SupervisedTarget> pending, Collection<SupervisedTarget> all) {
        Set<String> families = pending.stream().flatMap(one -> one.spec.instanceOf().stream())
                .collect(Collectors.toSet());
        return all.stream().filter(one -> !pending.contains(one) && one.wanted && !one.removing
                && one.state.phase().isPassing()
                && one.spec.instanceOf().filter(families::contains).isPresent()).toList();
    }

    /**
     * The targets in their order, except that of the instances of one target those that do not run come first: their
     * restart makes no running instance unavailable.
     */
    static List<SupervisedTarget> downFirst(List<SupervisedTarget> pending) {
        Map<String, Deque<SupervisedTarget>> families = new HashMap<>();
        Comparator<SupervisedTarget> byNeed = Comparator.comparing(one -> one.state.phase() == Phase.RUNNING);
        pending.stream().sorted(byNeed).forEach(one -> families
                .computeIfAbsent(family(one), name -> new ArrayDeque<>()).add(one));
        return pending.stream().map(one -> families.get(family(one)).remove()).toList();
    }

    /**
     * The name that all instances of a target have in common. For a target that is no instance, this is its own name,
     * which no group of instances can have.
     */
    private static String family(SupervisedTarget one) {
        return one.spec.instanceOf().orElse(one.name().value());
    }
}
