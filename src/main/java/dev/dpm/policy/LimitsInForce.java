package dev.dpm.policy;

import java.util.Optional;

import dev.dpm.config.Bytes;
import dev.dpm.config.Thresholds;
import dev.dpm.config.Thresholds.Threshold;
import dev.dpm.event.EventWords;
import dev.dpm.sampling.Cgroup;
import dev.dpm.sampling.Sample;

/**
 * The limits that a target runs under: the limits of its cgroup, or, where the cgroup has none, the limits given by
 * {@code DPM_MEMORY_LIMIT} and {@code DPM_CPU_LIMIT}.
 *
 * @param memoryBytes the limit at which the kernel kills; empty: there is none, or it cannot be read
 * @param cpuCores the limit at which the kernel throttles, in processors; empty: there is none, or it cannot be read
 * @param percentOf the number of bytes to which a memory threshold in percent refers, with its name: the limit, or the
 *     machine's memory where there is no limit
 */
public record LimitsInForce(Optional<Long> memoryBytes, Optional<Double> cpuCores, Optional<Measure> percentOf) {

    /**
     * A number of bytes of which a memory threshold in percent is a share, with the name of that number.
     *
     * @param owner words in front of the number, such as {@code the limit of}
     */
    public record Measure(long bytes, String owner) {

        /**
         * The number of bytes in words, such as {@code the limit of 256.0 MiB}. The words are computed only when they
         * are read, not at each sample.
         */
        public String words() {
            return owner + " " + Bytes.words(bytes);
        }
    }

    /**
     * The CPU and memory limits that apply to a target according to its newest sample. Before the first sample, the
     * limits of the target's cgroup are unknown.
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
     * Converts a CPU threshold to percent of one core. A threshold that is a share of the CPU limit is multiplied by
     * that limit.
     */
    Threshold cpu(Threshold asked) {
        if (!(asked instanceof Threshold.Share share)) {
            return asked;
        }
        return cpuCores.<Threshold>map(cores -> new Threshold.At(share.percent() * cores)).orElse(Threshold.OFF);
    }

    /**
     * Converts a memory threshold to bytes. A threshold that is a share of the memory limit is multiplied by that
     * limit.
     */
    Threshold memory(Threshold asked) {
        if (!(asked instanceof Threshold.Share share)) {
            return asked;
        }
        return percentOf.<Threshold>map(whole -> new Threshold.At(share.percent() * whole.bytes() / 100))
                .orElse(Threshold.OFF);
    }

    /**
     * A CPU threshold in words: {@code 90 % of the limit of 0.5 processors}. Empty: the threshold is not a share of
     * the CPU limit, or is off.
     */
    public Optional<String> cpuWords(Threshold asked) {
        return asked instanceof Threshold.Share share
                ? cpuCores.map(
                        cores -> EventWords.plain(share.percent()) + " % of the limit of " + EventWords.plain(cores)
                                + (cores == 1 ? " processor" : " processors"))
                : Optional.empty();
    }

    /**
     * A memory threshold in words: {@code 85 % of the limit of 256.0 MiB}. Empty: the threshold is not a share of the
     * memory limit, or is off.
     */
    public Optional<String> memoryWords(Threshold asked) {
        return asked instanceof Threshold.Share share
                ? percentOf.map(whole -> EventWords.plain(share.percent()) + " % of " + whole.words())
                : Optional.empty();
    }
}
