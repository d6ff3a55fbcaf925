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
 * Restarts the instances of a target one after the other, when their schedule or longest running time says so. An
 * instance is restarted only while all other instances that should run are RUNNING: if one does not start, the others
 * are left running. Only the thread of the supervision loop uses this class.
 */
final class RollingRestarts {

    private final Targets targets;
    private final Stepper stepper;

    RollingRestarts(Targets targets, Stepper stepper) {
        this.targets = targets;
        this.stepper = stepper;
    }

    /**
     * A restart of an instance that waits for the other instances.
     *
     * @param incarnation the number of the launch whose processes are to be replaced; the restart is dropped if the
     *     instance was launched again meanwhile
     * @param why the reason, as a phrase
     */
    record Recycling(long incarnation, RestartCause cause, String why) {
    }

    /** Requests a restart of a target as soon as all its other instances are RUNNING. */
    static void due(SupervisedTarget supervised, RestartCause cause, String why) {
        supervised.recycling = Optional.of(new Recycling(supervised.state.ledger().incarnation(), cause, why));
    }

    /**
     * Restarts a target if its longest running time is over or a restart was requested, and if all its other instances
     * are RUNNING.
     */
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

    /**
     * Whether this instance may be restarted now, because all other instances of its target that should run are
     * RUNNING. True for a target without instances.
     */
    static boolean isTurnOf(SupervisedTarget one, Collection<SupervisedTarget> all) {
        Optional<String> family = one.spec.instanceOf();
        return family.isEmpty() || all.stream().noneMatch(other -> other != one && other.wanted && !other.removing
                && other.spec.instanceOf().equals(family) && other.state.phase() != Phase.RUNNING);
    }

    /**
     * The instances that are starting while other instances of the same target wait for a rolling restart. The rolling
     * restart must wait until they run, since too many instances would be down at once otherwise. They may come from an
     * earlier, interrupted rolling restart.
     */
    static List<SupervisedTarget> comingUpBeside(List<SupervisedTarget> pending, Collection<SupervisedTarget> all) {
        Set<String> families = families(pending);
        return all.stream().filter(one -> !pending.contains(one) && one.wanted && !one.removing
                && one.state.phase().isPassing()
                && one.spec.instanceOf().filter(families::contains).isPresent()).toList();
    }

    /**
     * The instances that are FATAL or in BACKOFF while other instances of the same target wait for a restart. A rolling
     * restart must start these first: as long as they are down, a restart of a running instance would leave one
     * instance too few.
     */
    static List<SupervisedTarget> downBeside(List<SupervisedTarget> pending, Collection<SupervisedTarget> all) {
        Set<String> families = families(pending);
        return all.stream().filter(one -> !pending.contains(one) && !one.removing && one.state.phase().isTrouble()
                && one.spec.instanceOf().filter(families::contains).isPresent()).toList();
    }

    /** The sentence that a command reports about a target that is FATAL after the command. */
    static String leftFatal(SupervisedTarget one) {
        return one.name() + " is FATAL, and stays so: `start " + one.name() + "` starts it again";
    }

    private static Set<String> families(List<SupervisedTarget> some) {
        return some.stream().flatMap(one -> one.spec.instanceOf().stream()).collect(Collectors.toSet());
    }

    /**
     * The targets of a command in the order in which they are restarted: of the instances of one target, those that are
     * not RUNNING come first, because restarting them makes no service unavailable. Otherwise the order is unchanged.
     */
    static List<SupervisedTarget> downFirst(List<SupervisedTarget> pending) {
        Map<String, Deque<SupervisedTarget>> families = new HashMap<>();
        Comparator<SupervisedTarget> byNeed = Comparator.comparing(one -> one.state.phase() == Phase.RUNNING);
        pending.stream().sorted(byNeed).forEach(one -> families
                .computeIfAbsent(family(one), name -> new ArrayDeque<>()).add(one));
        return pending.stream().map(one -> families.get(family(one)).remove()).toList();
    }

    /**
     * The name that all instances of a target have in common. For a target that is no instance, its own name, which no
     * group of instances can have.
     */
    private static String family(SupervisedTarget one) {
        return one.spec.instanceOf().orElse(one.name().value());
    }
}
