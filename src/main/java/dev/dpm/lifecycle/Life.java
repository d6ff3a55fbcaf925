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
 * A launched target, until its processes have ended.
 *
 * @param number the number of the launch
 * @param main the main process; empty: the launch is under way
 * @param since when the main process began, on the runner's monotonic clock
 * @param origin who launched the main process
 * @param watch the number of consecutive samples over each threshold
 * @param usage the last sample; empty: none yet
 * @param checkup the states of the checks
 * @param memory the history of the target's memory
 * @param announced what the target has reported about itself
 */
public record Life(long number, Optional<ProcessIdentity> main, Duration since, Origin origin, ThresholdStatus watch,
        Optional<Usage> usage, CheckStatuses checkup, MemoryStory memory, ReportedStatus announced) {

    public enum Origin {
        LAUNCHED,
        ADOPTED,
        /**
         * Another program launched the process. The runner signals it only where {@code --on_breach} or a person's command says
         * so.
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

    public boolean adopted() {
        return origin == Origin.ADOPTED;
    }

    /** Whether another program launched the process, and no runner. */
    public boolean attached() {
        return origin == Origin.ATTACHED;
    }

    Life launchedAs(ProcessIdentity identity, Duration now) {
        return new Life(number, Optional.of(identity), now, origin, watch, usage, checkup, memory, announced);
    }

    /**
     * A copy of this life with another main process, which the target has named in its pid file or in a message (sd_notify(3)).
     */
    Life ledBy(ProcessIdentity successor) {
        return new Life(number, Optional.of(successor), since, origin, watch, usage, checkup, memory, announced);
    }

    Life assessed(ThresholdStatus newWatch, Usage newUsage, MemoryStory newMemory) {
        return new Life(number, main, since, origin, newWatch, Optional.of(newUsage), checkup, newMemory, announced);
    }

    Life remembering(MemoryStory newMemory) {
        return new Life(number, main, since, origin, watch, usage, checkup, newMemory, announced);
    }

    /**
     * A copy of this life after the OOM kills were counted again. If the target has a cgroup of its own with a memory limit,
     * the number of OOM kills is 0 at the launch.
     */
    Life counting(Situation at, long kills) {
        boolean hasOwn = origin == Origin.LAUNCHED && at.spec().properties().cgroup().memoryBytes() > 0;
        MemoryStory before = hasOwn ? memory.countedFromZero() : memory;
        return remembering(before.counted(at.now(), Optional.of(kills)));
    }

    Life checked(CheckStatuses newCheckup) {
        return new Life(number, main, since, origin, watch, usage, newCheckup, memory, announced);
    }

    /** A copy of this life after a message in which the target reported its state (sd_notify(3)). */
    Life heard(Notification told, Duration now) {
        return new Life(number, main, since, origin, watch, usage, checkup, memory, announced.after(told, now));
    }

    /** A copy of this life in which the counters of thresholds and checks start again. */
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
