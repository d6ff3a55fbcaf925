package dev.dpm.supervision;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import dev.dpm.check.CheckOrder;
import dev.dpm.check.CheckResult;
import dev.dpm.check.CheckSpec;
import dev.dpm.check.Checked;
import dev.dpm.check.Prober;
import dev.dpm.config.TargetSpec;
import dev.dpm.lifecycle.Life;
import dev.dpm.process.Incarnation;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.Phase;

/** Orders checks when they are due, each never twice at a time. Touched by the loop's thread only. */
final class CheckDesk {

    /** A check to be run, for a life. */
    record Due(Incarnation life, CheckOrder order) {
    }

    private final Consumer<Due> orders;
    private final BiFunction<TargetSpec, Incarnation, LaunchOrder> surroundings;

    /** @param surroundings how a target is launched, which an exec check shares */
    CheckDesk(Consumer<Due> orders, BiFunction<TargetSpec, Incarnation, LaunchOrder> surroundings) {
        this.orders = orders;
        this.surroundings = surroundings;
    }

    /**
     * Off the loop: runs one. A probe that breaks its promise says nothing about the target; one that waited in line
     * until its life was over is not run: after a stop nothing of the target may appear.
     */
    static Checked run(Prober prober, Due due, Duration begun, Snapshot seen) {
        CheckOrder order = due.order();
        if (seen.target(due.life().target()).filter(target -> isLife(target, due.life())).isEmpty()) {
            return new Checked(order.spec(), begun, CheckResult.unknown("was not run: that life is over"));
        }
        try {
            return new Checked(order.spec(), begun, prober.probe(order));
        } catch (RuntimeException | Error e) {
            return new Checked(order.spec(), begun, CheckResult.unknown("could not be run: " + e));
        }
    }

    private static boolean isLife(TargetSnapshot target, Incarnation life) {
        boolean isUp = target.state().phase() == Phase.STARTING || target.state().phase() == Phase.RUNNING;
        return isUp && target.state().life().filter(one -> one.number() == life.number()).isPresent();
    }

    Optional<Duration> next(Slot slot) {
        return SampleDesk.isSampled(slot) ? slot.checks.next() : Optional.empty();
    }

    /** Orders what is due of targets that live. */
    void order(Collection<Slot> slots, Duration now) {
        for (Slot slot : slots) {
            if (SampleDesk.isSampled(slot)) {
                order(slot, slot.state.life().orElseThrow(), now);
            }
        }
    }

    private void order(Slot slot, Life life, Duration now) {
        slot.checks.follow(slot.spec, life, now);
        if (slot.checks.next().filter(at -> now.compareTo(at) >= 0).isEmpty()) {
            return;
        }
        Incarnation incarnation = new Incarnation(slot.name(), life.number());
        for (CheckSpec check : slot.checks.take(now, slot.spec.checks().interval())) {
            orders.accept(new Due(incarnation, new CheckOrder(check, slot.spec.checks().timeout(),
                    surroundings.apply(slot.spec, incarnation))));
        }
    }
}
