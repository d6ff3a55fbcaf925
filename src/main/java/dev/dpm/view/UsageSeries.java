package dev.dpm.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * CPU and memory of a target over a range of time in equal steps. A step without a measurement is a gap.
 * @param from the beginning of the range, exclusive
 * @param to the end of the range, inclusive
 * @param points oldest first
 * @param marks the events of the range, oldest first
 */
public record UsageSeries(Instant from, Instant to, Duration step, List<UsagePoint> points, List<Mark> marks) {

    public UsageSeries {
        points = List.copyOf(points);
        marks = List.copyOf(marks);
    }

    public enum Kind {
        START, EXIT, RESTART, BREACH, CHECK, GAVE_UP, STOP, CHANGE
    }

    /**
     * An event that a chart marks.
     * @param sequence the number of the event in the journal
     * @param sentence the event in one sentence for people
     */
    public record Mark(Instant at, Kind kind, long sequence, String sentence) {
    }

    /** A copy of this series with at most {@code most} points. Each point has the average and the maximum of several steps. */
    public UsageSeries reducedTo(int most) {
        if (points.size() <= most) {
            return this;
        }
        int each = (points.size() + most - 1) / most;
        List<UsagePoint> fewer = new ArrayList<>();
        // steps are combined from the newest backwards, so that only the oldest point may combine fewer
        int begin = points.size() % each == 0 ? 0 : points.size() % each - each;
        for (int at = begin; at < points.size(); at += each) {
            fewer.add(merged(points.subList(Math.max(0, at), at + each)));
        }
        return new UsageSeries(from, to, step.multipliedBy(each), fewer, marks);
    }

    private static UsagePoint merged(List<UsagePoint> some) {
        return new UsagePoint(some.get(some.size() - 1).at(), average(some, UsagePoint::cpuAverage),
                maximum(some, UsagePoint::cpuMaximum), average(some, UsagePoint::memoryAverage),
                maximum(some, UsagePoint::memoryMaximum));
    }

    private static Optional<Double> average(Collection<UsagePoint> some,
            Function<UsagePoint, Optional<Double>> figure) {
        double sum = 0;
        int known = 0;
        for (UsagePoint point : some) {
            Optional<Double> value = figure.apply(point);
            if (value.isPresent()) {
                sum += value.get();
                known++;
            }
        }
        return known == 0 ? Optional.empty() : Optional.of(sum / known);
    }

    private static Optional<Double> maximum(Collection<UsagePoint> some,
            Function<UsagePoint, Optional<Double>> figure) {
        return some.stream().flatMap(point -> figure.apply(point).stream()).max(Double::compare);
    }
}
