package dev.dpm.policy;

import java.time.Duration;
import java.time.ZoneId;

import dev.dpm.config.Timing.Missed;
import dev.dpm.config.value.Schedule;
import dev.dpm.process.WallTime;

/**
 * The next run of a schedule. A moment that the wall clock skipped, or that passed while no runner ran, counts as
 * missed. If the clock is set back, no run is repeated.
 *
 * @param after the moment up to which the runner has started the scheduled runs or counted them as missed
 * @param next the first scheduled moment after {@code after}
 */
public record RunPlan(Schedule schedule, ZoneId zone, WallTime after, WallTime next) {

    /** The greatest delay at which a run counts as on time; cron's unit is a minute. */
    static final Duration LATE = Duration.ofMinutes(1);
    /**
     * If the wall clock is set back by more than this, the earlier time was wrong, and a new plan is made (as cron(8)
     * does).
     */
    static final Duration CORRECTION = Duration.ofHours(3);

    public static RunPlan from(Schedule schedule, ZoneId zone, WallTime after) {
        return new RunPlan(schedule, zone, after, schedule.next(after, zone));
    }

    public boolean isOf(Schedule other, ZoneId otherZone) {
        return schedule.equals(other) && zone.equals(otherZone);
    }

    /** What the runner must do for a schedule at one moment. */
    public enum Act {
        WAIT, RUN,
        /** {@code RUN_LATE}: run now, in place of a missed run. {@code MISS}: leave a missed run out. */
        RUN_LATE, MISS
    }

    /**
     * The action that is due, and the plan that is valid after this action.
     *
     * @param moment the moment for which the run was scheduled; with {@code WAIT}, the next scheduled moment
     */
    public record Due(Act act, RunPlan plan, WallTime moment) {
    }

    /** What the runner must do for the schedule at this moment. */
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
