package dev.dpm.policy;

import java.util.Optional;

import dev.dpm.config.Bytes;
import dev.dpm.config.Thresholds;
import dev.dpm.config.Thresholds.Threshold;
import dev.dpm.event.EventWords;
import dev.dpm.sampling.Cgroup;
import dev.dpm.sampling.Sample;

/**
 * The CPU and memory limits of a target: those of its cgroup, or else {@code DPM_MEMORY_LIMIT} and {@code DPM_CPU_LIMIT}.
 *
 * @param memoryBytes the kernel kills above this limit; empty: none is known
 * @param cpuCores the kernel throttles at this limit, in processors; empty: none is known
 * @param percentOf the limit to which a memory threshold in percent refers; without a limit, the machine's memory
 */
public record LimitsInForce(Optional<Long> memoryBytes, Optional<Double> cpuCores, Optional<Measure> percentOf) {

    /**
     * A size of which a memory threshold in percent is a share.
     *
     * @param owner words in front of the size, such as {@code the limit of}
     */
    public record Measure(long bytes, String owner) {

        /** The size and its owner in words: {@code the limit of 256.0 MiB}. */
        public String words() {
            return owner + " " + Bytes.words(bytes);
        }
    }

    /**
     * The limits of a target according to its newest sample. If there is no sample yet, the limits of the cgroup are
     * unknown.
     */
    public static LimitsInForce of(Thresholds thresholds, Optional<Sample> sample) {
        Cgroup cgroup = sample.map(Sample::cgroup).orElse(Cgroup.UNKNOWN);
        Optional<Long> memory = cgroup.memoryLimitBytes().or(thresholds::toldMemoryLimit);
        Optional<Measure> limit = memory.map(bytes -> new Measure(bytes, "the limit of"));
        Optional<Measure> machine = cgroup.machineBytes()
                .map(bytes -> new Measure(bytes, "the machine's"));
        return new LimitsInForce(memory, cgroup.cpuLimitCores().or(thresholds::toldCpuLimit),
                limit.or(() -> thresholds.percentNeedsLimit() ? Optional.empty() : machine));
    }

    /**
     * Converts a CPU threshold to percent of one core if it is a share of the CPU limit; other thresholds stay
     * unchanged.
     */
    Threshold cpu(Threshold asked) {
        if (!(asked instanceof Threshold.Share share)) {
            return asked;
        }
        return cpuCores.<Threshold>map(cores -> new Threshold.At(share.percent() * cores)).orElse(Threshold.OFF);
    }

    /** Converts a memory threshold to bytes if it is a share of the memory limit; other thresholds stay unchanged. */
    Threshold memory(Threshold asked) {
        if (!(asked instanceof Threshold.Share share)) {
            return asked;
        }
        return percentOf.<Threshold>map(whole -> new Threshold.At(share.percent() * whole.bytes() / 100))
                .orElse(Threshold.OFF);
    }

    /**
     * A CPU threshold in words: {@code 90 % of the limit of 0.5 processors}; empty: the threshold is off, or is no
     * share of a limit.
     */
    public Optional<String> cpuWords(Threshold asked) {
        return asked instanceof Threshold.Share share
                ? cpuCores.map(
                        cores -> EventWords.plain(share.percent()) + " % of the limit of " + EventWords.plain(cores)
                                + (cores == 1 ? " processor" : " processors"))
                : Optional.empty();
    }

    /**
     * A memory threshold in words: {@code 85 % of the limit of 256.0 MiB}; empty: the threshold is off, or is no share
     * of a limit.
     */
    public Optional<String> memoryWords(Threshold asked) {
        return asked instanceof Threshold.Share share
                ? percentOf.map(whole -> EventWords.plain(share.percent()) + " % of " + whole.words())
                : Optional.empty();
    }
}
