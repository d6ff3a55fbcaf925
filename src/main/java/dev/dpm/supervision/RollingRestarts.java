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
 * Restarts the instances of a target one after the other, by schedule or by longest running time. An instance is restarted only
 * while all other instances are RUNNING.
 */
record RollingRestarts(Targets targets, Stepper stepper) {

    /**
     * A restart of an instance, which waits until all other instances of the same target are RUNNING.
     *
     * @param incarnation the number of the launch to be replaced; a newer launch cancels the restart
     */
    record Recycling(long incarnation, RestartCause cause, String why) {
    }

    static void due(SupervisedTarget supervised, RestartCause cause, String why) {
        supervised.recycling = Optional.of(new Recycling(supervised.state.ledger().incarnation(), cause, why));
    }

    /**
     * Restarts a target if its longest running time is over or a restart was requested, and if all other instances of the same
     * target are RUNNING.
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
     * The instances that are starting while other instances of the same target wait for a restart. The others must wait until
     * these are RUNNING, or too many would be down at once.
     */
    static List<SupervisedTarget> comingUpBeside(List<SupervisedTarget> pending, Collection<SupervisedTarget> all) {
        Set<String> families = families(pending);
        return all.stream().filter(one -> !pending.contains(one) && one.wanted && !one.removing
                && one.state.phase().isPassing()
                && one.spec.instanceOf().filter(families::contains).isPresent()).toList();
    }

    /**
     * The instances that are FATAL or in BACKOFF while other instances of the same target wait for a restart. These are started
     * first, or the restart of a running instance would leave too few.
     */
    static List<SupervisedTarget> downBeside(List<SupervisedTarget> pending, Collection<SupervisedTarget> all) {
        Set<String> families = families(pending);
        return all.stream().filter(one -> !pending.contains(one) && !one.removing && one.state.phase().isTrouble()
                && one.spec.instanceOf().filter(families::contains).isPresent()).toList();
    }

    /** What the answer to a command says about a target that is FATAL after the command. */
    static String leftFatal(SupervisedTarget one) {
        return one.name() + " is FATAL, and stays so: `start " + one.name() + "` starts it again";
    }

    private static Set<String> families(List<SupervisedTarget> some) {
        return some.stream().flatMap(one -> one.spec.instanceOf().stream()).collect(Collectors.toSet());
    }

    /**
     * The targets of a command in the order of their restarts: instances that are not RUNNING come first, because restarting
     * them interrupts no service.
     */
    static List<SupervisedTarget> downFirst(List<SupervisedTarget> pending) {
        Map<String, Deque<SupervisedTarget>> families = new HashMap<>();
        Comparator<SupervisedTarget> byNeed = Comparator.comparing(one -> one.state.phase() == Phase.RUNNING);
        pending.stream().sorted(byNeed).forEach(one -> families
                .computeIfAbsent(family(one), name -> new ArrayDeque<>()).add(one));
        return pending.stream().map(one -> families.get(family(one)).remove()).toList();
    }

    /** The name that all instances of a target share; for a target without instances, its own name. */
    private static String family(SupervisedTarget one) {
        return one.spec.instanceOf().orElse(one.name().value());
    }
}
