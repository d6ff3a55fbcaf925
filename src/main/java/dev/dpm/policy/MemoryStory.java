package dev.dpm.policy;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.config.Thresholds;
import dev.dpm.process.ExitStatus;
import dev.dpm.sampling.Sample;
import dev.dpm.sampling.Usage;

/**
 * How memory has gone in one incarnation, against its limit.
 *
 * @param pages the newest reading of what its processes share; empty: none was taken
 */
public record MemoryStory(MemoryTrend trend, OomWatch oom, Optional<SharedPages> pages) {

    /** A new life. */
    public static final MemoryStory FRESH = new MemoryStory(MemoryTrend.FRESH, OomWatch.FRESH, Optional.empty());

    private static final Duration SLACK = Duration.ofSeconds(1);

    /** With one more sample. Without a limit there is nothing to run into. */
    public MemoryStory after(Thresholds thresholds, Sample sample) {
        MemoryInForce memory = MemoryInForce.of(thresholds.measure(), sample);
        MemoryTrend next = LimitsInForce.of(thresholds, Optional.of(sample)).memoryBytes()
                .map(limit -> trend.after(sample.at(), memory.bytes(), limit)).orElse(MemoryTrend.FRESH);
        return new MemoryStory(next, oom.after(sample.at(), sample.cgroup().oomKills()),
                SharedPages.of(sample).or(() -> pages));
    }

    /** With a look at the counter alone, at the end. */
    public MemoryStory counted(Duration at, Optional<Long> oomKills) {
        return new MemoryStory(trend, oom.after(at, oomKills), pages);
    }

    /** When memory will reach its limit; what resident sets count more than once is no memory. */
    public Optional<TimeToLimit> timeToLimit(Thresholds thresholds, Optional<Sample> last) {
        long again = last.map(sample -> countedAgain(thresholds, sample)).orElse(0L);
        return LimitsInForce.of(thresholds, last).memoryBytes().flatMap(limit -> trend.timeTo(limit + again));
    }

    /** When the figure that is measured will reach the limit, whatever it counts more than once. */
    Optional<TimeToLimit> timeToSum(Thresholds thresholds, Optional<Sample> last) {
        return LimitsInForce.of(thresholds, last).memoryBytes().flatMap(trend::timeTo);
    }

    /** Memory by the basis in force, without what resident sets count more than once. */
    long bytes(Thresholds thresholds, Sample sample) {
        return Math.max(0, MemoryInForce.of(thresholds.measure(), sample).bytes() - countedAgain(thresholds, sample));
    }

    private long countedAgain(Thresholds thresholds, Sample sample) {
        return MemoryInForce.isSummed(thresholds.measure(), sample)
                ? pages.map(SharedPages::countedAgain).orElse(0L)
                : 0L;
    }

    /** What is known about memory as the cause of an end; empty: nothing. */
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
