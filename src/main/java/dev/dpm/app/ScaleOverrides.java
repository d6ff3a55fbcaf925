package dev.dpm.app;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.dpm.config.Instances.Scale;
import dev.dpm.config.Options;
import dev.dpm.config.TargetSpec;

final class ScaleOverrides {

    private ScaleOverrides() {
    }

    /**
     * A line for each number of instances that the command {@code scale} has set: whether it still applies, and how to return to
     * the file's number.
     *
     * @param ordered the numbers that {@code scale} set
     * @param read the targets in the configuration files
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
