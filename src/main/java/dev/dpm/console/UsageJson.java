package dev.dpm.console;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.dpm.view.TargetView;
import dev.dpm.view.UsagePoint;
import dev.dpm.view.UsageSeries;

/**
 * CPU and memory of a target as JSON for the charts. Units: percent of one core, bytes, and seconds since 1970; null: unknown.
 * @param step seconds between two points
 */
public record UsageJson(@JsonProperty long from, @JsonProperty long to, @JsonProperty long step,
        @JsonProperty List<Long> t, @JsonProperty List<Optional<Double>> cpu,
        @JsonProperty("cpu_max") List<Optional<Double>> cpuMax, @JsonProperty List<Optional<Double>> memory,
        @JsonProperty("memory_max") List<Optional<Double>> memoryMax,
        @JsonProperty("limits") Map<String, Double> limits, @JsonProperty List<Mark> marks) {

    private static final int POINTS = 720;

    /**
     * A mark of an event on a chart.
     * @param t seconds since 1970
     * @param path the URL of the event
     */
    public record Mark(long t, String kind, long sequence, String path, String sentence) {
    }

    static UsageJson of(TargetView target, UsageSeries whole) {
        UsageSeries series = whole.reducedTo(POINTS);
        return new UsageJson(series.from().getEpochSecond(), series.to().getEpochSecond(), series.step().toSeconds(),
                series.points().stream().map(point -> point.at().getEpochSecond()).toList(),
                column(series, UsagePoint::cpuAverage, 10), column(series, UsagePoint::cpuMaximum, 10),
                column(series, UsagePoint::memoryAverage, 1), column(series, UsagePoint::memoryMaximum, 1),
                limits(target),
                series.marks().stream()
                        .map(mark -> new Mark(mark.at().getEpochSecond(),
                                mark.kind().name().toLowerCase(Locale.ROOT), mark.sequence(),
                                EventsPage.pathTo(Row.pathOf(target.name()), mark.sequence()),
                                VisibleText.oneLine(mark.sentence())))
                        .toList());
    }

    /** The newest point as JSON: {@code [t, cpu, memory]}. Empty: there is none. */
    static Optional<String> newest(UsageSeries recent) {
        List<UsagePoint> points = recent.points();
        if (points.isEmpty() || points.get(points.size() - 1).isGap()) {
            return Optional.empty();
        }
        UsagePoint point = points.get(points.size() - 1);
        return Optional.of("[" + point.at().getEpochSecond() + ","
                + point.cpuAverage().map(String::valueOf).orElse("null") + ","
                + point.memoryAverage().map(String::valueOf).orElse("null") + "]");
    }

    private static Map<String, Double> limits(TargetView target) {
        Map<String, Double> limits = new TreeMap<>();
        target.cpuThresholdPercent().ifPresent(limit -> limits.put("cpu", limit));
        target.memoryThresholdBytes().ifPresent(limit -> limits.put("memory", limit.doubleValue()));
        return limits;
    }

    private static List<Optional<Double>> column(UsageSeries series, Function<UsagePoint, Optional<Double>> figure,
            int parts) {
        return series.points().stream().map(point -> figure.apply(point)
                .map(value -> (double) Math.round(value * parts) / parts)).toList();
    }
}
