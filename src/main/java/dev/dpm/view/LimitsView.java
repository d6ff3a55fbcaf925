package dev.dpm.view;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.config.TargetSpec;
import dev.dpm.config.Thresholds.MemoryBasis;
import dev.dpm.config.Thresholds.Threshold;
import dev.dpm.event.EventWords;
import dev.dpm.lifecycle.Life;
import dev.dpm.policy.LimitsInForce;
import dev.dpm.policy.MemoryInForce;
import dev.dpm.policy.SharedPages;
import dev.dpm.policy.ThresholdRules;
import dev.dpm.policy.TimeToLimit;
import dev.dpm.process.CgroupUse;
import dev.dpm.sampling.Cgroup;
import dev.dpm.sampling.Sample;
import dev.dpm.sampling.Usage;

/**
 * The figures of a target that concern its limits. Values that were not measured or do not exist are empty.
 *
 * @param memoryBasisInForce {@code rss}, {@code pss} or {@code cgroup}: the meaning of {@code memory_bytes}; empty
 * before the first sample
 * @param memoryBasisReason why the basis in force is not the configured one
 * @param proportionalBytes the proportional size at its newest reading; if it is not the basis in force, readings are
 * at least 30 s apart
 * @param memoryLimitBytes the limit at which the kernel kills
 * @param cpuLimitCores the limit at which the kernel throttles, in processors
 * @param memoryThreshold the threshold in words where it is a share of a limit: {@code 85 % of the limit of 256.0 MiB}
 * @param cpuThreshold the CPU threshold in words where it is a share of a limit
 * @param timeToLimitSeconds time until memory reaches its limit by its trend; empty: there is no trend
 * @param oomKills the number of OOM kills in the cgroup, a counter that includes other processes of the cgroup
 * @param throttledPeriods the number of throttled periods of the cgroup, which includes other processes as well
 * @param ownCgroup the limits that the target's own cgroup enforces, in words:
 * {@code memory_max 64.0 MiB, cpu_quota 50%}. Limits in the settings that differ are added; before the launch only the
 * settings are shown. Empty: the target asks for no such limits
 * @param ownCgroupUse how much of those limits the target uses, in words; empty: no process lives, or there are no such
 * limits
 * @param ownCgroupPath the folders of the cgroup, joined by commas
 * @param forksRefused number of forks and new threads that the kernel refused because of {@code pids_max}
 */
public record LimitsView(Optional<String> memoryBasisInForce, Optional<String> memoryBasisReason,
        Optional<Long> residentBytes, Optional<Long> proportionalBytes, Optional<Long> workingSetBytes,
        Optional<Long> memoryLimitBytes, Optional<Double> cpuLimitCores, Optional<String> memoryThreshold,
        Optional<String> cpuThreshold, Optional<Double> timeToLimitSeconds,
        Optional<Double> timeToLimitEarliestSeconds, Optional<Double> timeToLimitLatestSeconds,
        Optional<Double> actBeforeSeconds, Optional<Long> oomKills, Optional<Long> throttledPeriods,
        Optional<String> ownCgroup, Optional<String> ownCgroupUse, Optional<String> ownCgroupPath,
        Optional<Long> forksRefused) {

    /** The value where all limits and figures are unknown. */
    public static final LimitsView NONE = new LimitsView(Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    static LimitsView of(TargetSpec spec, Optional<Life> life, CgroupUse own) {
        Optional<Sample> sample = life.flatMap(Life::usage).map(Usage::sample);
        Optional<MemoryInForce> memory = sample.map(some -> MemoryInForce.of(spec.thresholds().measure(), some));
        LimitsInForce limits = LimitsInForce.of(spec.thresholds(), sample);
        ThresholdRules rules = ThresholdRules.of(spec.thresholds(), sample);
        Optional<TimeToLimit> time = life.flatMap(some -> some.memory().timeToLimit(spec.thresholds(), sample));
        Cgroup cgroup = sample.map(Sample::cgroup).orElse(Cgroup.UNKNOWN);
        return new LimitsView(memory.map(some -> some.basis().word()), memory.flatMap(MemoryInForce::because),
                sample.map(Sample::residentBytes), sample.flatMap(some -> proportional(spec, some, life)),
                cgroup.workingSetBytes(), limits.memoryBytes(), limits.cpuCores(),
                rules.memoryWords().or(() -> unread(spec.thresholds().memory(), sample, "limit")),
                rules.cpuWords().or(() -> unread(spec.thresholds().cpu(), sample, "CPU limit")),
                time.map(some -> seconds(some.likely())), time.map(some -> seconds(some.earliest())),
                time.map(some -> seconds(some.latest())), spec.thresholds().actBefore().map(LimitsView::seconds),
                cgroup.oomKills(), cgroup.throttledPeriods(),
                OwnCgroupWords.limits(spec.properties().cgroup(), own), OwnCgroupWords.use(own),
                OwnCgroupWords.path(own), Optional.of(own.refusedForks()).filter(count -> count >= 0));
    }

    /**
     * The proportional size at its newest reading. Empty if the resident sets have changed by more than a tenth since
     * that reading, which is then out of date.
     */
    private static Optional<Long> proportional(TargetSpec spec, Sample sample, Optional<Life> life) {
        Optional<SharedPages> reading = MemoryInForce.of(spec.thresholds().measure(), sample)
                .basis() == MemoryBasis.CGROUP
                        ? Optional.empty()
                        : life.flatMap(some -> some.memory().pages());
        return sample.proportionalBytes().or(() -> reading
                .filter(pages -> pages.isAbout(sample.residentBytes())).flatMap(SharedPages::proportionalBytes));
    }

    /** Whether the resident and the proportional size differ by more than a fifth, so that both are shown. */
    public boolean sharesMuch() {
        return residentBytes.isPresent() && proportionalBytes.isPresent()
                && SharedPages.isTold(residentBytes.get(), proportionalBytes.get());
    }

    /** Words for a threshold that is a share of a limit, as long as no sample has shown the limit; empty otherwise. */
    private static Optional<String> unread(Threshold asked, Optional<Sample> sample, String limit) {
        return sample.isEmpty() && asked instanceof Threshold.Share share
                ? Optional.of(EventWords.plain(share.percent()) + " % of the " + limit)
                : Optional.empty();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** The time in words: {@code in about 40 s (30 s to 1 min)}; empty where there is no trend. */
    public Optional<String> timeToLimit() {
        return timeToLimitSeconds.map(likely -> "in about " + Figures.roughly(likely) + " ("
                + Figures.roughly(timeToLimitEarliestSeconds.orElse(likely)) + " to "
                + Figures.roughly(timeToLimitLatestSeconds.orElse(likely)) + ")");
    }
}
