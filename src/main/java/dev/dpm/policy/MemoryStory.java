package dev.dpm.policy;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.config.Thresholds;
import dev.dpm.process.ExitStatus;
import dev.dpm.sampling.Sample;
import dev.dpm.sampling.Usage;

/**
 * A target's memory since its last launch.
 *
 * @param trend how memory rose and fell
 * @param oom the counter of OOM kills
 * @param pages the newest figure of memory that processes share; empty: none was read
 */
public record MemoryStory(MemoryTrend trend, OomWatch oom, Optional<SharedPages> pages) {

    public static final MemoryStory FRESH = new MemoryStory(MemoryTrend.FRESH, OomWatch.FRESH, Optional.empty());

    private static final Duration SLACK = Duration.ofSeconds(1);

    /** The history with one more sample. Without a memory limit, no trend is computed. */
    public MemoryStory after(Thresholds thresholds, Sample sample) {
        MemoryInForce memory = MemoryInForce.of(thresholds.measure(), sample);
        MemoryTrend next = LimitsInForce.of(thresholds, Optional.of(sample)).memoryBytes()
                .map(limit -> trend.after(sample.at(), memory.bytes(), limit)).orElse(MemoryTrend.FRESH);
        return new MemoryStory(next, oom.after(sample.at(), sample.cgroup().oomKills()),
                SharedPages.of(sample).or(() -> pages));
    }

    /**
     * A copy for a target in a cgroup of its own, whose OOM kill counter starts at 0. A history that has a count is returned
     * unchanged.
     */
    public MemoryStory countedFromZero() {
        return oom.equals(OomWatch.FRESH) ? new MemoryStory(trend, OomWatch.FROM_ZERO, pages) : this;
    }

    /** The history with one more value of the OOM kill counter, read after the end of the main process. */
    public MemoryStory counted(Duration at, Optional<Long> oomKills) {
        return new MemoryStory(trend, oom.after(at, oomKills), pages);
    }

    /**
     * The time until the target's memory, with each shared page counted once, reaches its limit; empty: there is no
     * limit, or memory does not rise.
     */
    public Optional<TimeToLimit> timeToLimit(Thresholds thresholds, Optional<Sample> last) {
        long again = last.map(sample -> countedAgain(thresholds, sample)).orElse(0L);
        return LimitsInForce.of(thresholds, last).memoryBytes().flatMap(limit -> trend.timeTo(limit + again));
    }

    /** Like {@link #timeToLimit}, but a shared page counts once for each process, so the result may be too early. */
    Optional<TimeToLimit> timeToSum(Thresholds thresholds, Optional<Sample> last) {
        return LimitsInForce.of(thresholds, last).memoryBytes().flatMap(trend::timeTo);
    }

    /** The target's memory in bytes by {@link MemoryInForce}, with each shared page counted once. */
    long bytes(Thresholds thresholds, Sample sample) {
        return Math.max(0, MemoryInForce.of(thresholds.measure(), sample).bytes() - countedAgain(thresholds, sample));
    }

    private long countedAgain(Thresholds thresholds, Sample sample) {
        return MemoryInForce.isSummed(thresholds.measure(), sample)
                ? pages.map(SharedPages::countedAgain).orElse(0L)
                : 0L;
    }

    /**
     * A phrase with the evidence that a lack of memory ended the target's main process; empty: there is no evidence.
     */
    public Optional<String> verdict(Thresholds thresholds, Optional<Usage> last, ExitStatus status, Duration now) {
        Duration fresh = thresholds.interval().multipliedBy(2).plus(SLACK);
        return oom.verdict(status, now, fresh, last.map(Usage::sample).flatMap(sample -> level(thresholds, sample)));
    }

    private Optional<OomWatch.Level> level(Thresholds thresholds, Sample sample) {
        double bytes = bytes(thresholds, sample);
        return LimitsInForce.of(thresholds, Optional.of(sample)).memoryBytes()
                .map(limit -> new OomWatch.Level(sample.at(), bytes / limit));
    }
}
