package dev.dpm.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.dpm.event.EventType;
import dev.dpm.history.UsageHistory;
import dev.dpm.history.UsageHistory.Point;
import dev.dpm.history.UsageHistory.Points;
import dev.dpm.process.TargetName;
import dev.dpm.view.EventQuery;
import dev.dpm.view.EventView;
import dev.dpm.view.UsagePoint;
import dev.dpm.view.UsageRange;
import dev.dpm.view.UsageSeries;
import dev.dpm.view.UsageSeries.Kind;
import dev.dpm.view.UsageSeries.Mark;

/** Reads the usage history of targets, together with the events of the same period. */
final class UsageReader {

    private static final int MOST_MARKS = 500;

    private final UsageHistory history;
    private final DetailReader looks;

    UsageReader(UsageHistory history, DetailReader looks) {
        this.history = history;
        this.looks = looks;
    }

    void forget(TargetName target) {
        history.forget(target);
    }

    UsageSeries recent(TargetName target) {
        return series(history.recent(target), List.of());
    }

    UsageSeries of(TargetName target, UsageRange range, Instant now) {
        Instant from = now.minus(range.length());
        List<Mark> marks = looks
                .events(new EventQuery(Optional.of(target.value()), 0, Long.MAX_VALUE, Optional.of(from),
                        Optional.empty(), Optional.empty(), Optional.empty(), MOST_MARKS))
                .stream().flatMap(event -> mark(event).stream()).toList();
        try {
            Points points = history.last(target, range.length(), range.step());
            UsageSeries whole = points.points().isEmpty()
                    ? new UsageSeries(from, now, range.step(), List.of(), marks)
                    : series(points, marks);
            return whole.reducedTo(most(target, range));
        } catch (IOException e) {
            throw new UncheckedIOException("the history of " + target + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The largest useful number of points of a chart: the number of measurements in the chart's range. */
    private int most(TargetName target, UsageRange range) {
        Duration interval = history.interval(target);
        Duration step = interval.compareTo(range.step()) > 0 ? interval : range.step();
        return (int) Math.max(1, range.length().dividedBy(step));
    }

    private static UsageSeries series(Points points, List<Mark> marks) {
        List<UsagePoint> all = points.points().stream().map(UsageReader::point).toList();
        return new UsageSeries(all.get(0).at().minus(points.step()), all.get(all.size() - 1).at(), points.step(), all,
                marks);
    }

    private static UsagePoint point(Point point) {
        return new UsagePoint(point.end(), rounded(point.cpuAverage(), 100), rounded(point.cpuMaximum(), 100),
                rounded(point.memoryAverage(), 1), rounded(point.memoryMaximum(), 1));
    }

    private static Optional<Double> rounded(double figure, int parts) {
        return Double.isNaN(figure) ? Optional.empty() : Optional.of((double) Math.round(figure * parts) / parts);
    }

    private static Optional<Mark> mark(EventView event) {
        return event.kind().flatMap(type -> mark(type, event))
                .map(known -> new Mark(event.time(), known, event.sequence(), event.message()));
    }

    private static Optional<Kind> mark(EventType type, EventView event) {
        return switch (type) {
            case TARGET_STARTED -> Optional.of(isFirst(event) ? Kind.START : Kind.RESTART);
            case TARGET_ADOPTED -> Optional.of(Kind.START);
            case TARGET_EXITED -> Optional.of(Kind.EXIT);
            case THRESHOLD_BREACHED -> Optional.of(Kind.BREACH);
            case CHECK_FAILED -> Optional.of(Kind.CHECK);
            case TARGET_GAVE_UP -> Optional.of(Kind.GAVE_UP);
            case TARGET_STOPPED -> Optional.of(Kind.STOP);
            case TARGET_CHANGED -> Optional.of(Kind.CHANGE);
            case TARGET_RUNNING, MAIN_PROCESS_CHANGED, TARGET_ATTACHED, TARGET_LET_GO, TARGET_WAITING, TARGET_HELD,
                    OOM_KILL_SEEN,
                    LAUNCH_FAILED, THRESHOLD_RECOVERED, CHECK_FALTERED, CHECK_RECOVERED, SIGNAL_SENT, HOOK_ENDED,
                    RESTART_SCHEDULED, RESTARTS_FORGOTTEN, RUN_MISSED, TARGET_STOPPING, TARGET_KILLED,
                    TARGET_ACKNOWLEDGED,
                    TARGET_REMOVED,
                    SAMPLE_MISSED, MEASURE_NOTED, LIMITS_NOTED, FORKS_REFUSED, OUTPUT_DISPLACED, OUTPUT_FLOODED,
                    RUNNER_STARTED,
                    RUNNER_STOPPED, RUNNER_FAULTED,
                    PERMITTED, RUNNER_CAME_BACK, RUNNER_LOST, HOME_RESTORED, NOTICE_GIVEN_UP, RUNNER_NOTED ->
                Optional.empty();
        };
    }

    private static boolean isFirst(EventView event) {
        return event.details().get("incarnation") instanceof Number number && number.longValue() == 1;
    }
}
