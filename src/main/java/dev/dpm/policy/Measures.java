package dev.dpm.policy;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.dpm.config.TargetSpec;
import dev.dpm.config.Threshold;
import dev.dpm.event.Words;
import dev.dpm.sampling.Sample;

/** What a person has to be told about how a target is measured: what is not as asked, and the limits it goes by. */
public final class Measures {

    private Measures() {
    }

    /** A sentence for each measure that there is something to say about. */
    public static Map<String, String> of(TargetSpec spec, Sample sample) {
        Map<String, String> notes = new TreeMap<>();
        LimitsInForce limits = LimitsInForce.of(spec, Optional.of(sample));
        MemoryInForce.of(spec.memoryMeasure(), sample).because().ifPresent(why -> notes.put("memory_basis",
                "memory is measured as summed resident sets, not as " + spec.memoryBasis().word() + ": " + why));
        if (spec.memoryThreshold() instanceof Threshold.Share) {
            notes.put("memory_threshold", limits.memoryWords(spec.memoryThreshold())
                    .map(words -> "the memory threshold is " + words + ", " + bytes(limits, spec))
                    .orElse("the memory threshold is off: it is a part of the limit, and no limit can be read"));
        }
        if (spec.cpuThreshold() instanceof Threshold.Share) {
            notes.put("cpu_threshold", limits.cpuWords(spec.cpuThreshold())
                    .map(words -> "the CPU threshold is " + words)
                    .orElse("the CPU threshold is off: it is a part of the CPU limit, and there is none that can be read"));
        }
        if (spec.actBefore().isPresent() && limits.memoryBytes().isEmpty()) {
            notes.put("act_before", "act_before does nothing: there is no memory limit that can be read");
        }
        return Map.copyOf(notes);
    }

    private static String bytes(LimitsInForce limits, TargetSpec spec) {
        return limits.memory(spec.memoryThreshold()) instanceof Threshold.At at ? Words.bytes(at.value()) : "off";
    }
}
