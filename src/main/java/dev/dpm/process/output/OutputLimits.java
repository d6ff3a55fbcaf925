package dev.dpm.process.output;

import java.util.Map;

/**
 * The limits on the size and number of output files.
 *
 * @param common the limits for targets without limits of their own
 * @param own the limits of single targets, by name
 */
public record OutputLimits(RotationLimits common, Map<String, RotationLimits> own) {

    public OutputLimits {
        own = Map.copyOf(own);
    }

    public static OutputLimits ofAll(RotationLimits limits) {
        return new OutputLimits(limits, Map.of());
    }

    public RotationLimits of(String target) {
        return own.getOrDefault(target, common);
    }
}
