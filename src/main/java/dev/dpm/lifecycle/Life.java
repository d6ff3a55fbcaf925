package dev.dpm.lifecycle;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.policy.CheckStatuses;
import dev.dpm.policy.MemoryStory;
import dev.dpm.policy.ThresholdStatus;
import dev.dpm.process.Notification;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.sampling.Usage;

/**
 * The present incarnation of a target: one run, from launch to exit.
 *
 * @param number the incarnation's number
 * @param main the main process; empty while the launch is under way
 * @param since when the incarnation began, on the runner's monotonic clock. For an adopted incarnation this is before
 * the runner's own start, for an attached one before the attaching
 * @param origin whether this runner launched, adopted or attached the incarnation
 * @param watch the numbers of consecutive samples over each threshold
 * @param usage the result of the last sample; empty if there is none yet
 * @param checkup the state of the incarnation's checks
 * @param memory the trend of the incarnation's memory
 * @param announced the state that the incarnation has reported about itself
 */
public record Life(long number, Optional<ProcessIdentity> main, Duration since, Origin origin, ThresholdStatus watch,
        Optional<Usage> usage, CheckStatuses checkup, MemoryStory memory, ReportedStatus announced) {

    /** Who launched the process of this life. */
    public enum Origin {
        /** This runner launched the process of this life. */
        LAUNCHED,
        /** An earlier runner launched the process of this life, and this runner adopted it. */
        ADOPTED,
        /**
         * Another program launched the process of this life. The runner signals the process only if {@code
         * --on_breach} or a person's command says so.
         */
        ATTACHED
    }

    static Life ordered(long number, Duration now) {
        return new Life(number, Optional.empty(), now, Origin.LAUNCHED, ThresholdStatus.FRESH, Optional.empty(),
                CheckStatuses.FRESH,
                MemoryStory.FRESH, ReportedStatus.NOTHING);
    }

    static Life adopted(long number, ProcessIdentity main, Duration since) {
        return new Life(number, Optional.of(main), since, Origin.ADOPTED, ThresholdStatus.FRESH, Optional.empty(),
                CheckStatuses.FRESH,
                MemoryStory.FRESH, ReportedStatus.NOTHING);
    }

    static Life attached(long number, ProcessIdentity main, Duration since) {
        return new Life(number, Optional.of(main), since, Origin.ATTACHED, ThresholdStatus.FRESH, Optional.empty(),
                CheckStatuses.FRESH,
                MemoryStory.FRESH, ReportedStatus.NOTHING);
    }

    /** Whether an earlier runner launched the process of this life. */
    public boolean adopted() {
        return origin == Origin.ADOPTED;
    }

    /** Whether another program, and not a runner, launched the process of this life. */
    public boolean attached() {
        return origin == Origin.ATTACHED;
    }

    Life launchedAs(ProcessIdentity identity, Duration now) {
        return new Life(number, Optional.of(identity), now, origin, watch, usage, checkup, memory, announced);
    }

    /** A copy of this life with another main process, which the target's pid file or a message of the target named. */
    Life ledBy(ProcessIdentity successor) {
        return new Life(number, Optional.of(successor), since, origin, watch, usage, checkup, memory, announced);
    }

    Life assessed(ThresholdStatus newWatch, Usage newUsage, MemoryStory newMemory) {
        return new Life(number, main, since, origin, newWatch, Optional.of(newUsage), checkup, newMemory, announced);
    }

    Life remembering(MemoryStory newMemory) {
        return new Life(number, main, since, origin, watch, usage, checkup, newMemory, announced);
    }

    Life checked(CheckStatuses newCheckup) {
        return new Life(number, main, since, origin, watch, usage, newCheckup, memory, announced);
    }

    /** A copy of this life after a message by which the target reported its state (sd_notify(3)). */
    Life heard(Notification told, Duration now) {
        return new Life(number, main, since, origin, watch, usage, checkup, memory, announced.after(told, now));
    }

    /** A copy of this life in which the numbers of samples over a threshold and of failed checks are zero. */
    Life rewatched() {
        return new Life(number, main, since, origin, ThresholdStatus.FRESH, usage, checkup.uncounted(), memory,
                announced);
    }

    /** The time since the launch of this life; never negative. */
    public Duration age(Duration now) {
        Duration age = now.minus(since);
        return age.isNegative() ? Duration.ZERO : age;
    }

    long pid() {
        return main.map(ProcessIdentity::pid).orElse(0L);
    }
}
