package dev.dpm.policy;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.config.Thresholds;
import dev.dpm.process.ExitStatus;
import dev.dpm.sampling.Sample;
import dev.dpm.sampling.Usage;

/** How memory has gone in one incarnation, against its limit. */
public record MemoryStory(MemoryTrend trend, OomWatch oom) {

    /** A new life. */
    public static final MemoryStory FRESH = new MemoryStory(MemoryTrend.FRESH, OomWatch.FRESH);

    private static final Duration SLACK = Duration.ofSeconds(1);

    /** With one more sample. Without a limit there is nothing to run into. */
    public MemoryStory after(Thresholds thresholds, Sample sample) {
        MemoryInForce memory = MemoryInForce.of(thresholds.measure(), sample);
        MemoryTrend next = LimitsInForce.of(thresholds, Optional.of(sample)).memoryBytes()
                .map(limit -> trend.after(sample.at(), memory.bytes(), limit)).orElse(MemoryTrend.FRESH);
        return new MemoryStory(next, oom.after(sample.at(), sample.cgroup().oomKills()));
    }

    /** With a look at the counter alone, at the end. */
    public MemoryStory counted(Duration at, Optional<Long> oomKills) {
        return new MemoryStory(trend, oom.after(at, oomKills));
    }

    /** When memory will reach its limit. */
    public Optional<TimeToLimit> timeToLimit(Thresholds thresholds, Optional<Sample> last) {
        return LimitsInForce.of(thresholds, last).memoryBytes().flatMap(trend::timeTo);
    }

    /** What is known about memory as the cause of an end; empty: nothing. */
    public Optional<String> verdict(Thresholds thresholds, Optional<Usage> last, ExitStatus status, Duration now) {
        Duration fresh = thresholds.interval().multipliedBy(2).plus(SLACK);
        return oom.verdict(status, now, fresh, last.map(Usage::sample).flatMap(sample -> level(thresholds, sample)));
    }

    private static Optional<OomWatch.Level> level(Thresholds thresholds, Sample sample) {
        double bytes = MemoryInForce.of(thresholds.measure(), sample).bytes();
        return LimitsInForce.of(thresholds, Optional.of(sample)).memoryBytes()
                .map(limit -> new OomWatch.Level(sample.at(), bytes / limit));
    }
}
