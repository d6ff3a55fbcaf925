package dev.dpm.supervision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.dpm.config.TargetSpec;
import dev.dpm.config.value.Dependencies;
import dev.dpm.lifecycle.AwaitingDependencies;
import dev.dpm.lifecycle.Launching;
import dev.dpm.lifecycle.Preparing;
import dev.dpm.lifecycle.TargetState;
import dev.dpm.policy.StartOrder;
import dev.dpm.process.TargetName;

/**
 * Applies the dependencies between targets: launches a target when its dependencies are met, stops a target when its
 * dependents have ended, and restarts dependents together with the target. Only the thread of the supervision loop uses
 * this class.
 */
final class Ordering {

    private final Targets targets;
    private final Stepper stepper;

    Ordering(Targets targets, Stepper stepper) {
        this.targets = targets;
        this.stepper = stepper;
        stepper.onLaunch(this::launched);
    }

    /** The start order of all targets. */
    StartOrder order() {
        return orderWith(List.of());
    }

    /**
     * The start order of all targets, if the given specs applied.
     *
     * @param specs new targets, and settings that replace a present target's settings
     */
    StartOrder orderWith(List<TargetSpec> specs) {
        Map<TargetName, Dependencies> all = new HashMap<>();
        targets.all().forEach(supervised -> all.put(supervised.name(), supervised.spec.dependencies()));
        specs.forEach(spec -> all.put(spec.name(), spec.dependencies()));
        return StartOrder.of(all);
    }

    /** The faults in the dependencies of the given targets, one per line; empty: there is no fault. */
    Optional<String> fault(List<TargetSpec> specs) {
        boolean asksAny = specs.stream().anyMatch(spec -> !spec.dependencies().isEmpty());
        List<String> faults = asksAny ? orderWith(specs).faults() : List.of();
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of("depends_on: " + String.join("\n", faults) + "\nnothing was changed");
    }

    /** Sorts objects by the start order of their targets. If no target has dependencies, the order is unchanged. */
    <T> List<T> sorted(Collection<T> things, Function<T, TargetSpec> spec) {
        List<T> sorted = new ArrayList<>(things);
        if (things.stream().anyMatch(thing -> !spec.apply(thing).dependencies().isEmpty())) {
            List<TargetName> order = orderWith(things.stream().map(spec).toList()).inOrder();
            sorted.sort((one, other) -> Integer.compare(order.indexOf(spec.apply(one).name()),
                    order.indexOf(spec.apply(other).name())));
        }
        return sorted;
    }

    /** The dependencies that must be started before the runner can launch this target, in start order. */
    List<SupervisedTarget> lacking(SupervisedTarget supervised) {
        return supervised.spec.dependencies().isEmpty()
                ? List.of()
                : known(order().lacking(supervised.name(), name -> targets.find(name).orElseThrow().dependencyState()))
                        .toList();
    }

    /**
     * The dependents of this target that are not STOPPED, EXITED or FATAL, in the order in which they must be stopped
     * before it.
     */
    List<SupervisedTarget> dependents(TargetName name) {
        return known(order().dependents(name)).filter(one -> !one.state.phase().isAtRest()).toList();
    }

    private Stream<SupervisedTarget> known(List<TargetName> names) {
        return names.stream().map(targets::find).flatMap(Optional::stream);
    }

    /** Stops targets, each as soon as all its dependents are STOPPED, EXITED or FATAL. */
    void stop(Collection<SupervisedTarget> some, String why) {
        some.forEach(supervised -> supervised.stopWhenFree = Optional.of(why));
        passTurn();
    }

    /**
     * The longest time that stopping these targets takes, including the waits for dependents to end.
     *
     * @param each the longest time that stopping one target takes
     */
    Duration longestStop(Collection<SupervisedTarget> some, Function<SupervisedTarget, Duration> each) {
        Map<TargetName, Duration> times = new HashMap<>();
        some.forEach(supervised -> times.put(supervised.name(), each.apply(supervised)));
        return order().longestStop(name -> times.getOrDefault(name, Duration.ZERO));
    }

    /**
     * Continues the stops, restarts and launches that need not wait for other targets any more. Called in each
     * iteration of the supervision loop.
     */
    void passTurn() {
        if (targets.all().stream().noneMatch(Ordering::isWaiting)) {
            return;
        }
        StartOrder order = order();
        List<TargetName> backwards = new ArrayList<>(order.inOrder());
        Collections.reverse(backwards);
        known(backwards).filter(supervised -> supervised.stopWhenFree.isPresent())
                .filter(supervised -> hasNoProcess(supervised) || order.mayStop(supervised.name(), this::isAtRest))
                .forEach(this::stopNow);
        known(order.inOrder()).filter(supervised -> supervised.restartFor.isPresent()).forEach(this::restartWith);
        known(order.inOrder()).filter(supervised -> supervised.state instanceof AwaitingDependencies)
                .forEach(supervised -> stepper.step(supervised, TargetState::onCleared));
    }

    private static boolean isWaiting(SupervisedTarget supervised) {
        return supervised.state instanceof AwaitingDependencies || supervised.stopWhenFree.isPresent()
                || supervised.restartFor.isPresent();
    }

    private static boolean hasNoProcess(SupervisedTarget supervised) {
        return supervised.state.life().isEmpty();
    }

    private boolean isAtRest(TargetName name) {
        return targets.find(name).filter(one -> !one.state.phase().isAtRest()).isEmpty();
    }

    private void stopNow(SupervisedTarget supervised) {
        String why = supervised.stopWhenFree.orElseThrow();
        supervised.stopWhenFree = Optional.empty();
        stepper.step(supervised, (state, at) -> state.onStop(at, why));
    }

    private void restartWith(SupervisedTarget supervised) {
        String why = "restarted: " + supervised.restartFor.orElseThrow() + ", which it depends on, was launched again";
        supervised.restartFor = Optional.empty();
        if (supervised.isUp() && supervised.wanted) {
            stepper.step(supervised, (state, at) -> state.onRestart(at, why));
        }
    }

    /**
     * Requests a restart of those living targets that depend on this target and must restart together with it. Called
     * while this target is being launched.
     */
    private void launched(TargetName name) {
        if (targets.find(name).filter(one -> one.state.ledger().incarnation() > 1).isEmpty()) {
            // the first launch of a target, for example of an instance added by {@code scale}, is no restart, so its
            // dependents are not restarted
            return;
        }
        for (SupervisedTarget supervised : targets.all()) {
            boolean isBound = supervised.spec.restartsWithThem()
                    && supervised.spec.dependencies().names().contains(name);
            boolean isLaunched = !(supervised.state instanceof Launching || supervised.state instanceof Preparing);
            if (isBound && isLaunched && supervised.state.life().isPresent()) {
                supervised.restartFor = Optional.of(name);
            }
        }
    }
}
