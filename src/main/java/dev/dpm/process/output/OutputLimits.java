package dev.dpm.process.output;

import java.util.Map;

/**
 * The limits on the output of all targets.
 *
 * @param common the limits of targets without limits of their own
 * @param own the limits of single targets, by name
 */
public record OutputLimits(RotationLimits common, Map<String, RotationLimits> own) {

    public OutputLimits {
        own = Map.copyOf(own);
    }

    /** Makes output limits that are the same for every target. */
    public static OutputLimits ofAll(RotationLimits limits) {
        return new OutputLimits(limits, Map.of());
    }

    /** The limits that apply to one target's output. */
    public RotationLimits of(String target) {
        return own.getOrDefault(target, common);
    }
}
