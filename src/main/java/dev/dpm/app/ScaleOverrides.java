package dev.dpm.app;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.dpm.config.Instances.Scale;
import dev.dpm.config.Options;
import dev.dpm.config.TargetSpec;

/**
 * Writes a sentence for each target whose number of instances was set by the command {@code scale} and differs from the
 * number in the configuration file. Pure.
 */
final class ScaleOverrides {

    private ScaleOverrides() {
    }

    /**
     * One line for each number of instances that the command {@code scale} has set.
     *
     * <p>
     * The line says that this number still applies and how to return to the file's number; or that the file's number
     * applies, because the file was changed after the {@code scale}.
     *
     * @param ordered for each name before the hyphen, the number that {@code scale} set
     * @param read the targets in the configuration files
     * @return the lines, each with a newline in front
     */
    static String lines(Map<String, Scale> ordered, List<TargetSpec> read) {
        Map<String, String> lines = new TreeMap<>();
        for (TargetSpec spec : read) {
            int count = spec.settings().unchanged(Options.INSTANCES).find(Options.INSTANCES).orElse(0);
            spec.instanceOf().filter(ordered::containsKey)
                    .ifPresent(family -> lines.put(family, line(family, count, ordered.get(family))));
        }
        return String.join("", lines.values());
    }

    private static String line(String family, int count, Scale scale) {
        if (scale.written() != count) {
            return "\n" + family + " has " + count + " instances, as the file says now; that goes over the "
                    + scale.ordered() + " that were ordered by scale";
        }
        return scale.ordered() == count
                ? ""
                : "\n" + family + " keeps the " + scale.ordered() + (scale.ordered() == 1
                        ? " instance that was"
                        : " instances that were") + " ordered by scale, where the file says " + count + ": `scale "
                        + family + " "
                        + count + "` goes back to it";
    }
}
