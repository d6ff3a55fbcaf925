package dev.dpm.supervision;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.config.Timing;
import dev.dpm.config.Timing.Missed;
import dev.dpm.config.Timing.Overlap;
import dev.dpm.config.value.Schedule;
import dev.dpm.event.TargetEvent;
import dev.dpm.lifecycle.Scheduled;
import dev.dpm.policy.RunPlan;
import dev.dpm.policy.RunPlan.Act;
import dev.dpm.policy.RunPlan.Due;
import dev.dpm.process.Phase;
import dev.dpm.process.RestartCause;
import dev.dpm.process.WallTime;
import dev.dpm.supervision.effect.Ports;

/**
 * Starts the scheduled runs and restarts of targets. The wall clock is read at least every five seconds, so that a change of
 * the clock or a suspension of the machine is noticed in time.
 */
final class RunTimes {

    private final Ports ports;
    private final Targets targets;
    private final Stepper stepper;
    private final Shutdown shutdown;
    private final RollingRestarts turns;

    RunTimes(Ports ports, Targets targets, Stepper stepper, Shutdown shutdown) {
        this.ports = ports;
        this.targets = targets;
        this.stepper = stepper;
        this.shutdown = shutdown;
        this.turns = new RollingRestarts(targets, stepper);
    }

    /** Starts the due runs of targets with a schedule. Called in each iteration of the supervision loop. */
    void passTime() {
        if (shutdown.isAsked() || !isAnyTimed()) {
            return;
        }
        for (SupervisedTarget supervised : targets.copy()) {
            if (supervised.spec.timing().isAny()) {
                supervised.spec.timing().schedule().ifPresent(schedule -> pass(supervised, schedule));
            }
            if (isRecycled(supervised)) {
                turns.pass(supervised, ports.clock().get());
            }
        }
    }

    private boolean isAnyTimed() {
        for (SupervisedTarget supervised : targets.all()) {
            if (supervised.spec.timing().isAny() || isRecycled(supervised)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the target waits for a scheduled restart, or has a longest running time. */
    private static boolean isRecycled(SupervisedTarget supervised) {
        return supervised.recycling.isPresent() || supervised.spec.lifetime().isPresent();
    }

    private void pass(SupervisedTarget supervised, Schedule schedule) {
        if (!supervised.wanted) {
            supervised.plan = Optional.empty();
            supervised.isRunQueued = false;
            return;
        }
        if (!supervised.active || supervised.state.phase() == Phase.STOPPED) {
            return;
        }
        Timing timing = supervised.spec.timing();
        WallTime now = ports.wall().get();
        RunPlan before = supervised.plan.filter(plan -> plan.isOf(schedule, timing.zone()))
                .orElseGet(() -> RunPlan.from(schedule, timing.zone(), now));
        Due due = before.at(now, timing.isScheduled() ? timing.missed() : Missed.SKIP);
        boolean isNews = !supervised.plan.equals(Optional.of(due.plan()));
        supervised.plan = Optional.of(due.plan());
        act(supervised, due);
        if (isNews) {
            stepper.keep(supervised, false);
        }
        if (supervised.isRunQueued && supervised.state instanceof Scheduled) {
            supervised.isRunQueued = false;
            stepper.step(supervised, (state, at) -> state.onDue(at, "due by its schedule, after the last run"));
        }
    }

    private void act(SupervisedTarget supervised, Due due) {
        if (due.act() == Act.WAIT) {
            return;
        }
        Timing timing = supervised.spec.timing();
        String moment = due.moment().words(timing.zone());
        String when = "due at " + moment + " by its schedule";
        if (!timing.isScheduled()) {
            if (due.act() == Act.RUN) {
                RollingRestarts.due(supervised, RestartCause.RESTART_SCHEDULE,
                        "due at " + moment + " by its restart_schedule");
            }
            return;
        }
        if (due.act() == Act.MISS) {
            stepper.note(new TargetEvent.RunMissed(supervised.name(), when,
                    "the runner did not run then, or the machine's clock jumped over it (schedule_missed: skip)"));
            return;
        }
        boolean isLasting = !(supervised.state instanceof Scheduled) && !supervised.state.phase().isAtRest();
        if (isLasting && timing.overlap() == Overlap.QUEUE) {
            supervised.isRunQueued = true;
            return;
        }
        stepper.step(supervised, (state, at) -> state.onDue(at, when + (due.act() == Act.RUN_LATE
                ? ", missed and made up for"
                : "")));
    }

    /** When the supervision loop must call {@link #passTime} next; at most {@code latest}. */
    Duration nextDeadline(Duration latest, Duration now) {
        Duration next = latest;
        for (SupervisedTarget supervised : targets.all()) {
            // a restart that is due already waits for other instances; their state changes wake the loop, so it needs no
            // deadline
            next = Stimuli.earlier(next,
                    supervised.state.recycleAt(supervised.spec).filter(end -> end.compareTo(now) > 0));
            if (supervised.plan.isPresent() && supervised.wanted) {
                Duration at = now.plus(ports.wall().get().until(supervised.plan.get().next()));
                next = at.compareTo(now) > 0 && at.compareTo(next) < 0 ? at : next;
            }
        }
        return next;
    }
}
