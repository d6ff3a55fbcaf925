package dev.dpm.lifecycle;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.policy.Checkup;
import dev.dpm.policy.MemoryStory;
import dev.dpm.policy.Watch;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.sampling.Usage;

/**
 * The incarnation that lives now.
 *
 * @param number its number
 * @param main its main process; empty while the launch is under way
 * @param since when it was launched, on the runner's monotonic clock; before the runner's own start where adopted
 * @param adopted launched by an earlier runner
 * @param watch its gauges
 * @param usage what the last sample found
 * @param checkup how its checks stand
 * @param memory how its memory has gone
 */
public record Life(long number, Optional<ProcessIdentity> main, Duration since, boolean adopted, Watch watch,
        Optional<Usage> usage, Checkup checkup, MemoryStory memory) {

    static Life ordered(long number, Duration now) {
        return new Life(number, Optional.empty(), now, false, Watch.FRESH, Optional.empty(), Checkup.FRESH,
                MemoryStory.FRESH);
    }

    static Life adopted(long number, ProcessIdentity main, Duration since) {
        return new Life(number, Optional.of(main), since, true, Watch.FRESH, Optional.empty(), Checkup.FRESH,
                MemoryStory.FRESH);
    }

    Life launchedAs(ProcessIdentity identity, Duration now) {
        return new Life(number, Optional.of(identity), now, adopted, watch, usage, checkup, memory);
    }

    Life assessed(Watch newWatch, Usage newUsage, MemoryStory newMemory) {
        return new Life(number, main, since, adopted, newWatch, Optional.of(newUsage), checkup, newMemory);
    }

    Life remembering(MemoryStory newMemory) {
        return new Life(number, main, since, adopted, watch, usage, checkup, newMemory);
    }

    Life checked(Checkup newCheckup) {
        return new Life(number, main, since, adopted, watch, usage, newCheckup, memory);
    }

    /** The same life with its gauges at zero. */
    Life rewatched() {
        return new Life(number, main, since, adopted, Watch.FRESH, usage, checkup.uncounted(), memory);
    }

    /** How long it has lived. */
    public Duration age(Duration now) {
        Duration age = now.minus(since);
        return age.isNegative() ? Duration.ZERO : age;
    }

    long pid() {
        return main.map(ProcessIdentity::pid).orElse(0L);
    }
}
