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
 * The limits and the memory use of a target. Unknown values are empty.
 * @param memoryBasisInForce how memory is measured at present: {@code rss}, {@code pss} or {@code cgroup}
 * @param memoryBasisReason why {@code --memory_basis} does not apply
 * @param proportionalBytes the proportional set size when it was last read
 * @param memoryLimitBytes the memory limit above which the kernel kills processes of the target
 * @param cpuLimitCores the number of processors to which the kernel throttles the target
 * @param memoryThreshold the memory threshold in words, such as {@code 85 % of the limit of 256.0 MiB}
 * @param cpuThreshold the CPU threshold in words, if it is a share of a limit
 * @param timeToLimitSeconds how long until memory reaches its limit
 * @param oomKills the number of OOM kills in the target's cgroup
 * @param throttledPeriods the number of periods in which the CPU quota throttled the target's cgroup
 * @param ownCgroup the limits of the target's own cgroup in words: {@code memory_max 64.0 MiB, cpu_quota 50%}
 * @param ownCgroupUse the use of these limits in words
 * @param ownCgroupPath the folders of the target's own cgroup, joined by commas
 * @param forksRefused the number of forks that the kernel refused because of {@code pids_max}
 */
public record LimitsView(Optional<String> memoryBasisInForce, Optional<String> memoryBasisReason,
        Optional<Long> residentBytes, Optional<Long> proportionalBytes, Optional<Long> workingSetBytes,
        Optional<Long> memoryLimitBytes, Optional<Double> cpuLimitCores, Optional<String> memoryThreshold,
        Optional<String> cpuThreshold, Optional<Double> timeToLimitSeconds,
        Optional<Double> timeToLimitEarliestSeconds, Optional<Double> timeToLimitLatestSeconds,
        Optional<Double> actBeforeSeconds, Optional<Long> oomKills, Optional<Long> throttledPeriods,
        Optional<String> ownCgroup, Optional<String> ownCgroupUse, Optional<String> ownCgroupPath,
        Optional<Long> forksRefused) {

    /** The value for a target whose limits and memory sizes are all unknown. */
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
     * The last proportional set size of the target, in bytes. Empty: the resident set size has changed by more than a tenth
     * since.
     */
    private static Optional<Long> proportional(TargetSpec spec, Sample sample, Optional<Life> life) {
        Optional<SharedPages> reading = MemoryInForce.of(spec.thresholds().measure(), sample)
                .basis() == MemoryBasis.CGROUP
                        ? Optional.empty()
                        : life.flatMap(some -> some.memory().pages());
        return sample.proportionalBytes().or(() -> reading
                .filter(pages -> pages.isAbout(sample.residentBytes())).flatMap(SharedPages::proportionalBytes));
    }

    /**
     * Whether the target's processes share so much memory that both of its sizes are shown: the proportional size (PSS) is
     * smaller than the resident size by more than a fifth of the latter.
     */
    public boolean sharesMuch() {
        return residentBytes.isPresent() && proportionalBytes.isPresent()
                && SharedPages.isNotable(residentBytes.get(), proportionalBytes.get());
    }

    /** A phrase about a threshold that is a share of a limit, while the limit is unknown. Empty: the limit is known. */
    private static Optional<String> unread(Threshold asked, Optional<Sample> sample, String limit) {
        return sample.isEmpty() && asked instanceof Threshold.Share share
                ? Optional.of(EventWords.plain(share.percent()) + " % of the " + limit)
                : Optional.empty();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /**
     * The time until the target's memory reaches its limit: {@code in about 40 s (30 s to 1 min)}. Empty: memory does not rise
     * steadily.
     */
    public Optional<String> timeToLimit() {
        return timeToLimitSeconds.map(likely -> "in about " + Figures.roughly(likely) + " ("
                + Figures.roughly(timeToLimitEarliestSeconds.orElse(likely)) + " to "
                + Figures.roughly(timeToLimitLatestSeconds.orElse(likely)) + ")");
    }
}
