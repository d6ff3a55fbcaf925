package dev.dpm.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.dpm.config.Bytes;
import dev.dpm.view.TextTable.Column;

/** All facts about one target as text: a line for each fact, and then the target's present settings. */
public final class TargetText {

    private TargetText() {
    }

    /** All facts about one target; each line ends with a newline. */
    public static String render(TargetView target, Style style) {
        StringBuilder text = new StringBuilder();
        figures(target).forEach((label, value) -> text.append(String.format("%-12s", label))
                .append(Printable.of(value)).append('\n'));
        if (!target.configuration().isEmpty()) {
            text.append('\n').append(configuration(target, style));
        }
        return text.toString();
    }

    /** The reason for the target's state, as text that is safe to print on a terminal. */
    public static String reason(TargetView target) {
        return Printable.of(target.reason());
    }

    private static Map<String, String> figures(TargetView target) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("name", target.name());
        lines.put("state", target.state() + ": " + target.reason());
        target.story().statusText().ifPresent(text -> lines.put("tells", text));
        lines.put("health", target.health().name());
        target.breach().ifPresent(breach -> lines.put("breach", breach));
        target.nextRestartSeconds().ifPresent(seconds -> lines.put("restart in", Figures.duration(seconds)));
        lines.put("pid", Figures.pid(target.pid()));
        lines.put("uptime", Figures.duration(target.uptimeSeconds()));
        lines.put("processes", target.processes().map(String::valueOf).orElse(Figures.UNKNOWN));
        lines.put("cpu", Figures.cpu(target));
        lines.put("memory", Figures.memory(target));
        limits(target.limits(), lines);
        target.checks().forEach(check -> lines.put(check.kind().word() + " check", Figures.check(check)));
        lines.put("restarts", Figures.restarts(target));
        target.lastExit().ifPresent(exit -> lines.put("last exit", Figures.lastExit(exit)));
        lines.put("command", target.command());
        lines.put("folder", target.cwd());
        target.group().ifPresent(group -> lines.put("group", group));
        if (!target.labels().isEmpty()) {
            lines.put("labels", Figures.labels(target));
        }
        return lines;
    }

    private static void limits(LimitsView limits, Map<String, String> lines) {
        limits.memoryBasisInForce().filter(basis -> !basis.equals("rss") || limits.memoryBasisReason().isPresent())
                .ifPresent(basis -> lines.put("measured as",
                        basis + limits.memoryBasisReason().map(why -> ": " + why).orElse("")));
        limits.memoryThreshold().ifPresent(words -> lines.put("threshold", "memory " + words));
        limits.cpuThreshold().ifPresent(words -> lines.merge("threshold", "cpu " + words, (a, b) -> a + ", " + b));
        limits.memoryLimitBytes().ifPresent(bytes -> lines.put("limit", Bytes.words(bytes)
                + limits.timeToLimit().map(when -> ", reached " + when).orElse("")));
        limits.ownCgroup().ifPresent(words -> lines.put("own cgroup", words));
        limits.ownCgroupUse().ifPresent(words -> lines.put("it uses", words));
        limits.ownCgroupPath().ifPresent(words -> lines.put("its folder", words));
        limits.oomKills().filter(kills -> kills > 0)
                .ifPresent(kills -> lines.put("oom kills", kills + " in its cgroup"));
    }

    private static String configuration(TargetView target, Style style) {
        TextTable table = new TextTable(style, List.of(Column.left("OPTION"), Column.left("VALUE").shrinkingTo(12),
                Column.left("FROM").shrinkingTo(8)));
        target.configuration().forEach(setting -> table.row(setting.option(), setting.value(), setting.origin()));
        return table.render();
    }
}
