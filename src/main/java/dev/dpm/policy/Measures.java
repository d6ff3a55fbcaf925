package dev.dpm.policy;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.dpm.config.Bytes;
import dev.dpm.config.Thresholds;
import dev.dpm.config.Thresholds.Threshold;
import dev.dpm.sampling.Cgroup;
import dev.dpm.sampling.Sample;

/**
 * Tells a user in sentences how the runner measures a target: which memory figure replaces the configured one, and which limits
 * thresholds refer to.
 */
public final class Measures {

    private Measures() {
    }

    /**
     * All values on which the sentences about the measurement of a target depend.
     *
     * @param cgroup the cgroup's figures, without those that change with each sample
     * @param hasProportional whether proportional set sizes could be read
     */
    public record Grounds(Thresholds thresholds, Cgroup cgroup, boolean hasProportional) {

        public static Grounds of(Thresholds thresholds, Sample sample) {
            Cgroup read = sample.cgroup();
            return new Grounds(thresholds, new Cgroup(read.workingSetBytes().map(bytes -> 0L), read.memoryLimitBytes(),
                    read.cpuLimitCores(), Optional.empty(), Optional.empty(), read.machineBytes(), read.unreadable(),
                    read.isShared()), sample.proportionalBytes().isPresent());
        }
    }

    /** The sentences about the measurement of a target, by the name of the option that each explains. */
    public static Map<String, String> of(Thresholds thresholds, Sample sample) {
        Map<String, String> notes = new TreeMap<>();
        LimitsInForce limits = LimitsInForce.of(thresholds, Optional.of(sample));
        MemoryInForce.of(thresholds.measure(), sample).because().ifPresent(why -> notes.put("memory_basis",
                "memory is measured as summed resident sets, not as " + thresholds.measure().basis().word() + ": "
                        + why));
        if (thresholds.memory() instanceof Threshold.Share) {
            notes.put("memory_threshold", limits.memoryWords(thresholds.memory())
                    .map(words -> "the memory threshold is " + words + ", " + bytes(limits, thresholds))
                    .orElse("the memory threshold is off: it is a part of the limit, and no limit can be read"));
        }
        if (thresholds.cpu() instanceof Threshold.Share) {
            notes.put("cpu_threshold", limits.cpuWords(thresholds.cpu())
                    .map(words -> "the CPU threshold is " + words)
                    .orElse("the CPU threshold is off: it is a part of the CPU limit, and there is none that can be read"));
        }
        if (thresholds.actBefore().isPresent() && limits.memoryBytes().isEmpty()) {
            notes.put("act_before", "act_before does nothing: there is no memory limit that can be read");
        }
        return Map.copyOf(notes);
    }

    private static String bytes(LimitsInForce limits, Thresholds thresholds) {
        return limits.memory(thresholds.memory()) instanceof Threshold.At at ? Bytes.words(at.value()) : "off";
    }
}
