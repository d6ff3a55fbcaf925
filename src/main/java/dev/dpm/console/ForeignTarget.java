package dev.dpm.console;

import java.time.Instant;
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
 * The page about another runner's target, without forms.
 *
 * @param charts of the last hour; empty: unknown
 */
public record ForeignTarget(Row row, TargetPage.Head head, List<TargetPage.Process> processes,
        List<TargetPage.Check> checks, TargetPage.Configuration configuration, List<EventLine> events,
        Optional<Charts> charts, List<OutputLine> lines) {

    private static final int MOST_PROCESSES = 200;

    public static ForeignTarget of(TargetView seen, List<EventView> events, Measured measured,
            List<ProcessView> processes, OutputPage output) {
        TargetView target = seen.masked();
        LatestView latest = new LatestView(Optional.empty(), events.isEmpty()
                ? Map.of()
                : Map.of(target.name(), events.get(events.size() - 1)));
        return new ForeignTarget(Row.of(target, measured.recent(), latest, "", ActionButton.of(target)),
                TargetPage.Head.of(target, List.of()),
                processes.stream().limit(MOST_PROCESSES).map(TargetPage.Process::of).toList(),
                target.checks().stream().map(TargetPage.Check::of).toList(), TargetPage.Configuration.of(target),
                EventFold.newestFirst(events, false),
                measured.lastHour()
                        .map(hour -> Charts.of(target, UsageRange.HOUR, hour, measured.recent()).onOnePage()),
                OutputLine.of(output, Instant.now(), true, ""));
    }

    /**
     * CPU and memory of that target.
     *
     * @param recent the last samples
     */
    public record Measured(UsageSeries recent, Optional<UsageSeries> lastHour) {
    }
}
