package dev.dpm.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import dev.dpm.view.UsagePoint;
import dev.dpm.view.UsageSeries;

/**
 * A target's usage in columns with one element for each step of time. An empty element (null in JSON) is an unknown value.
 * @param time the end of each step in seconds since 1970
 * @param cpuAverage the average CPU usage of each step, in percent of one core
 * @param memoryAverage the average memory usage of each step, in bytes
 */
public record UsageColumns(Instant from, Instant to, long stepSeconds, List<Long> time,
        List<Optional<Double>> cpuAverage, List<Optional<Double>> cpuMaximum, List<Optional<Long>> memoryAverage,
        List<Optional<Long>> memoryMaximum, List<UsageSeries.Mark> marks) {

    public UsageColumns {
        time = List.copyOf(time);
        cpuAverage = List.copyOf(cpuAverage);
        cpuMaximum = List.copyOf(cpuMaximum);
        memoryAverage = List.copyOf(memoryAverage);
        memoryMaximum = List.copyOf(memoryMaximum);
        marks = List.copyOf(marks);
    }

    public static UsageColumns of(UsageSeries series) {
        return new UsageColumns(series.from(), series.to(), series.step().toSeconds(),
                column(series, point -> point.at().getEpochSecond()), column(series, UsagePoint::cpuAverage),
                column(series, UsagePoint::cpuMaximum), column(series, point -> whole(point.memoryAverage())),
                column(series, point -> whole(point.memoryMaximum())), series.marks());
    }

    private static <T> List<T> column(UsageSeries series, Function<UsagePoint, T> figure) {
        return series.points().stream().map(figure).toList();
    }

    private static Optional<Long> whole(Optional<Double> bytes) {
        return bytes.map(Math::round);
    }
}
