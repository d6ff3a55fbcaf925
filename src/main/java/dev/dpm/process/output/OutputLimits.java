package dev.dpm.process.output;

import java.util.Map;

/**
 * The limits on outputs.
 *
 * @param common for targets without own limits
 * @param own by name
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
