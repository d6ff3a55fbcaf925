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
 * Applies the dependencies between targets at launch, stop and restart. Only the thread of the supervision loop uses this
 * class.
 */
final class Ordering {

    private final Targets targets;
    private final Stepper stepper;

    Ordering(Targets targets, Stepper stepper) {
        this.targets = targets;
        this.stepper = stepper;
        stepper.onLaunch(this::launched);
    }

    StartOrder order() {
        return orderWith(List.of());
    }

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

    <T> List<T> sorted(Collection<T> things, Function<T, TargetSpec> spec) {
        List<T> sorted = new ArrayList<>(things);
        if (things.stream().anyMatch(thing -> !spec.apply(thing).dependencies().isEmpty())) {
            List<TargetName> order = orderWith(things.stream().map(spec).toList()).inOrder();
            sorted.sort((one, other) -> Integer.compare(order.indexOf(spec.apply(one).name()),
                    order.indexOf(spec.apply(other).name())));
        }
        return sorted;
    }

    /** The dependencies that must be started before this target can be launched, in start order. */
    List<SupervisedTarget> lacking(SupervisedTarget supervised) {
        return supervised.spec.dependencies().isEmpty()
                ? List.of()
                : known(order().lacking(supervised.name(), name -> targets.find(name).orElseThrow().dependencyState()))
                        .toList();
    }

    /** The running dependents of this target, in the order in which they must be stopped before it. */
    List<SupervisedTarget> dependents(TargetName name) {
        return known(order().dependents(name)).filter(one -> !one.state.phase().isAtRest()).toList();
    }

    private Stream<SupervisedTarget> known(List<TargetName> names) {
        return names.stream().map(targets::find).flatMap(Optional::stream);
    }

    /** Stops targets, each after all its dependents have ended. */
    void stop(Collection<SupervisedTarget> some, String why) {
        some.forEach(supervised -> supervised.stopWhenFree = Optional.of(why));
        passTurn();
    }

    /**
     * The longest time that stopping these targets takes, including the wait for dependents.
     *
     * @param each the longest time that stopping one target takes
     */
    Duration longestStop(Collection<SupervisedTarget> some, Function<SupervisedTarget, Duration> each) {
        Map<TargetName, Duration> times = new HashMap<>();
        some.forEach(supervised -> times.put(supervised.name(), each.apply(supervised)));
        return order().longestStop(name -> times.getOrDefault(name, Duration.ZERO));
    }

    /** Continues the stops, restarts and launches that no longer wait for other targets. */
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

    /** Requests a restart of those dependents that must restart together with this target. */
    private void launched(TargetName name) {
        if (targets.find(name).filter(one -> one.state.ledger().incarnation() > 1).isEmpty()) {
            // the target is launched for the first time, so its dependents need no restart
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
