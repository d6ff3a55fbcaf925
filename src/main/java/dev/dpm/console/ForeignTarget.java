package dev.dpm.console;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.view.EventView;
import dev.dpm.view.LatestView;
import dev.dpm.view.OutputPage;
import dev.dpm.view.ProcessView;
import dev.dpm.view.TargetView;
import dev.dpm.view.UsageRange;
import dev.dpm.view.UsageSeries;

/**
 * The page of the operator's console about a target in a pod. It offers no commands.
 * @param path the URL of this page
 * @param charts the charts of the chosen range of time; empty: unknown
 * @param earlier the URL of the output before the shown lines; empty text: there is none
 */
public record ForeignTarget(String path, Row row, TargetPage.Head head, List<TargetPage.Process> processes,
        List<TargetPage.Check> checks, TargetPage.Configuration configuration, List<EventLine> events,
        Optional<Charts> charts, List<OutputLine> lines, String earlier) {

    private static final int MOST_PROCESSES = 200;

    /**
     * The page about a target in a pod.
     * @param path the URL of the page
     * @param events oldest first
     */
    public static ForeignTarget of(String path, TargetView seen, List<EventView> events, Measured measured,
            List<ProcessView> processes, OutputPage output) {
        TargetView target = seen.masked();
        LatestView latest = new LatestView(Optional.empty(), events.isEmpty()
                ? Map.of()
                : Map.of(target.name(), events.get(events.size() - 1)));
        LogPage log = LogPage.foreign(target.name(), path, output, "");
        return new ForeignTarget(path, Row.of(target, measured.recent(), latest, "", ActionButton.of(target)),
                TargetPage.Head.of(target, List.of()),
                processes.stream().limit(MOST_PROCESSES).map(TargetPage.Process::of).toList(),
                target.checks().stream().map(TargetPage.Check::of).toList(), TargetPage.Configuration.of(target),
                EventFold.newestFirst(events, false),
                measured.usage()
                        .map(usage -> Charts.of(path, target, measured.range(), usage, measured.recent())),
                log.lines(), log.earlier());
    }

    /**
     * CPU and memory of a target in a pod.
     * @param recent the last samples
     * @param usage the usage in the chosen range of time; empty: unknown
     */
    public record Measured(UsageSeries recent, UsageRange range, Optional<UsageSeries> usage) {
    }
}
