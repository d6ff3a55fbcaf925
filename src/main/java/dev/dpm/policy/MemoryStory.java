package dev.dpm.policy;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.config.Thresholds;
import dev.dpm.process.ExitStatus;
import dev.dpm.sampling.Sample;
import dev.dpm.sampling.Usage;

/**
 * The memory history of one run of a target in relation to its limit.
 *
 * @param trend the course of the memory figure
 * @param oom the counter of OOM kills
 * @param pages the newest reading of the pages that the target's processes share; empty: there is none
 */
public record MemoryStory(MemoryTrend trend, OomWatch oom, Optional<SharedPages> pages) {

    /** The memory history of a target that has just been launched, before the first sample. */
    public static final MemoryStory FRESH = new MemoryStory(MemoryTrend.FRESH, OomWatch.FRESH, Optional.empty());

    private static final Duration SLACK = Duration.ofSeconds(1);

    /** The memory history with one more sample. If the target has no memory limit, no trend is computed. */
    public MemoryStory after(Thresholds thresholds, Sample sample) {
        MemoryInForce memory = MemoryInForce.of(thresholds.measure(), sample);
        MemoryTrend next = LimitsInForce.of(thresholds, Optional.of(sample)).memoryBytes()
                .map(limit -> trend.after(sample.at(), memory.bytes(), limit)).orElse(MemoryTrend.FRESH);
        return new MemoryStory(next, oom.after(sample.at(), sample.cgroup().oomKills()),
                SharedPages.of(sample).or(() -> pages));
    }

    /**
     * A copy of this history for a run of a target in a cgroup that the runner made for this run alone, whose OOM kill
     * counter therefore starts at 0. A history that has a count already is returned unchanged.
     */
    public MemoryStory countedFromZero() {
        return oom.equals(OomWatch.FRESH) ? new MemoryStory(trend, OomWatch.FROM_ZERO, pages) : this;
    }

    /**
     * The memory history with one more value of the OOM kill counter, which is read without a sample when the target's
     * run has ended.
     */
    public MemoryStory counted(Duration at, Optional<Long> oomKills) {
        return new MemoryStory(trend, oom.after(at, oomKills), pages);
    }

    /** The time until the target's memory reaches its limit. Memory pages that several processes share count once. */
    public Optional<TimeToLimit> timeToLimit(Thresholds thresholds, Optional<Sample> last) {
        long again = last.map(sample -> countedAgain(thresholds, sample)).orElse(0L);
        return LimitsInForce.of(thresholds, last).memoryBytes().flatMap(limit -> trend.timeTo(limit + again));
    }

    /**
     * Like {@link #timeToLimit}, but a memory page that several processes share counts once for each process, so the
     * result may be too early. If the result is near, the next sample also reads the proportional set sizes.
     */
    Optional<TimeToLimit> timeToSum(Thresholds thresholds, Optional<Sample> last) {
        return LimitsInForce.of(thresholds, last).memoryBytes().flatMap(trend::timeTo);
    }

    /**
     * The target's memory in bytes, measured as {@link MemoryInForce} says, where memory pages that several processes
     * share count once.
     */
    long bytes(Thresholds thresholds, Sample sample) {
        return Math.max(0, MemoryInForce.of(thresholds.measure(), sample).bytes() - countedAgain(thresholds, sample));
    }

    private long countedAgain(Thresholds thresholds, Sample sample) {
        return MemoryInForce.isSummed(thresholds.measure(), sample)
                ? pages.map(SharedPages::countedAgain).orElse(0L)
                : 0L;
    }

    /** The evidence that a lack of memory ended the target's process; empty: there is no such evidence. */
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
