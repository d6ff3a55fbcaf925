package dev.dpm.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.dpm.config.Instances.Scale;
import dev.dpm.config.Options;
import dev.dpm.config.TargetSpec;
import dev.dpm.process.TargetName;

final class ScaleOverrides {

    private ScaleOverrides() {
    }

    /**
     * A line for each number of instances that the command {@code scale} has set: whether the number still applies, and how to
     * return to the number in the configuration file.
     * @param ordered the numbers that {@code scale} has set
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

    /**
     * A line for each target of which a start named fewer instances than the runner has. The instances that were not named run
     * on.
     * @param known the settings of all targets of the runner
     * @param started the targets that the start named
     */
    static String remaining(List<TargetSpec> known, List<TargetSpec> started) {
        Map<String, Long> counts = new TreeMap<>();
        started.forEach(spec -> spec.instanceOf().ifPresent(family -> counts.merge(family, 1L, Long::sum)));
        StringBuilder lines = new StringBuilder();
        counts.forEach((family, count) -> {
            List<String> others = known.stream().filter(spec -> spec.instanceOf().equals(Optional.of(family)))
                    .map(TargetSpec::name).filter(name -> started.stream().noneMatch(one -> one.name().equals(name)))
                    .map(TargetName::value).toList();
            if (!others.isEmpty()) {
                lines.append('\n').append(String.join(", ", others)).append(others.size() == 1 ? " stays" : " stay")
                        .append(" as before; `scale ").append(family).append(' ').append(count).append("` ends ")
                        .append(others.size() == 1 ? "it" : "them");
            }
        });
        return lines.toString();
    }

    private static String line(String family, int count, Scale scale) {
        if (scale.written() != count && scale.ordered() != count) {
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
