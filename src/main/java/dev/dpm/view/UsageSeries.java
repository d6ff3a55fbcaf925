package dev.dpm.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The CPU and memory of a target over a time range, in equal time steps, with the events of that range. A step without
 * a measurement is in the list as a gap.
 *
 * @param from the beginning of the range, which does not belong to it
 * @param to the end of the range, which belongs to it
 * @param step the length of a time step
 * @param points the time steps, oldest first
 * @param marks the events that are marked on the charts, oldest first
 */
public record UsageSeries(Instant from, Instant to, Duration step, List<UsagePoint> points, List<Mark> marks) {

    public UsageSeries {
        points = List.copyOf(points);
        marks = List.copyOf(marks);
    }

    /** The kinds of events that are marked on a target's charts. */
    public enum Kind {
        START, EXIT, RESTART, BREACH, CHECK, GAVE_UP, STOP, CHANGE
    }

    /**
     * An event that is marked on a chart.
     *
     * @param sequence the event's number in the journal
     * @param sentence a sentence about the event, for people
     */
    public record Mark(Instant at, Kind kind, long sequence, String sentence) {
    }

    /**
     * A copy of this series with at most {@code most} points. Each point combines several time steps: it has the
     * average of their averages and the maximum of their maxima. If all these steps are gaps, the point is a gap.
     */
    public UsageSeries reducedTo(int most) {
        if (points.size() <= most) {
            return this;
        }
        int each = (points.size() + most - 1) / most;
        List<UsagePoint> fewer = new ArrayList<>();
        // only the oldest point may combine fewer steps, so that the newest points, which matter most to people, are
        // complete
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
