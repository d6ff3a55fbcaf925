package dev.dpm.policy;

import java.time.Duration;
import java.time.ZoneId;

import dev.dpm.config.Timing.Missed;
import dev.dpm.config.value.Schedule;
import dev.dpm.process.WallTime;

/**
 * The next run of a schedule. The wall clock may jump: a moment that the clock skipped, or that passed while no runner
 * ran, counts as late. If the clock is set back, a moment that was handled is not handled again.
 *
 * @param after the last moment that was handled, or the moment at which the plan was made
 * @param next the first moment of the schedule after {@code after}
 */
public record RunPlan(Schedule schedule, ZoneId zone, WallTime after, WallTime next) {

    /** The greatest delay at which a scheduled run still counts as on time, since cron's unit is a minute. */
    static final Duration LATE = Duration.ofMinutes(1);
    /**
     * If the clock is set back by more than this duration, the earlier time was wrong, and the runner makes a new plan
     * (as cron(8) does).
     */
    static final Duration CORRECTION = Duration.ofHours(3);

    /** Makes the plan of a target's schedule, from the given moment on. */
    public static RunPlan from(Schedule schedule, ZoneId zone, WallTime after) {
        return new RunPlan(schedule, zone, after, schedule.next(after, zone));
    }

    /** Whether this plan was made for the given schedule and time zone. */
    public boolean isOf(Schedule other, ZoneId otherZone) {
        return schedule.equals(other) && zone.equals(otherZone);
    }

    /** What the runner must do for a schedule at a moment. */
    public enum Act {
        WAIT, RUN,
        /** {@code RUN_LATE}: run now, in place of a missed run. {@code MISS}: leave a missed run out. */
        RUN_LATE, MISS
    }

    /**
     * The action that is due, and the plan after it.
     *
     * @param plan the plan after the action
     * @param moment the moment of the run, or of the missed run; the next moment where no action is due
     */
    public record Due(Act act, RunPlan plan, WallTime moment) {
    }

    /**
     * What the runner must do for the target's schedule at the given moment: nothing, a run, or a reaction to a missed
     * run.
     */
    public Due at(WallTime now, Missed missed) {
        if (now.isBefore(after.minus(CORRECTION))) {
            RunPlan anew = from(schedule, zone, now);
            return new Due(Act.WAIT, anew, anew.next);
        }
        if (now.isBefore(next)) {
            return new Due(Act.WAIT, this, next);
        }
        WallTime newest = schedule.next(now.minus(LATE), zone);
        if (!newest.isAfter(now)) {
            return new Due(Act.RUN, from(schedule, zone, newest), newest);
        }
        return new Due(missed == Missed.ONCE ? Act.RUN_LATE : Act.MISS, from(schedule, zone, now), next);
    }
}
