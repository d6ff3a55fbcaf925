package dev.dpm.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import dev.dpm.config.Bytes;
import dev.dpm.view.TargetView;
import dev.dpm.view.UsagePoint;
import dev.dpm.view.UsageSeries;

/**
 * A chart of CPU or memory, drawn by the server. Lengths are in units of its SVG image.
 * @param top the value at the upper edge
 * @param line the path of the averages, with gaps
 * @param peaks the path of the maxima
 * @param limit the distance of the threshold from the upper edge
 * @param flags the marks of events
 */
public record Chart(String id, FigureTile now, String top, String line, String peaks, int limit, boolean hasLimit,
        boolean isOver, List<Flag> flags) {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 200;
    private static final double HEADROOM = 1.15;

    /**
     * A mark of an event on a chart.
     * @param x the distance from the left edge
     * @param kind a CSS class: breach, restart, start, exit …
     * @param path the URL of the event
     */
    public record Flag(int x, String kind, String path, String sentence) {
    }

    private record Reading(Function<UsagePoint, Optional<Double>> average,
            Function<UsagePoint, Optional<Double>> maximum,
            Function<Double, String> words) {
    }

    /**
     * The chart of a target's CPU.
     * @param page the URL of the target's page, below which its events are
     */
    static Chart cpu(String page, TargetView target, UsageSeries series, UsageSeries recent) {
        return of("cpu", FigureTile.cpu(target, recent), target.cpuThresholdPercent(),
                new Reading(UsagePoint::cpuAverage, UsagePoint::cpuMaximum, Say::percent), series, page);
    }

    /**
     * The chart of a target's memory.
     * @param page the URL of the target's page, below which its events are
     */
    static Chart memory(String page, TargetView target, UsageSeries series, UsageSeries recent) {
        return of("memory", FigureTile.memory(target, recent), target.memoryThresholdBytes().map(Long::doubleValue),
                new Reading(UsagePoint::memoryAverage, UsagePoint::memoryMaximum, Bytes::words), series, page);
    }

    private static Chart of(String id, FigureTile now, Optional<Double> threshold, Reading reading, UsageSeries series,
            String page) {
        double highest = series.points().stream().flatMap(point -> reading.maximum().apply(point).stream())
                .mapToDouble(Double::doubleValue).max().orElse(0);
        double top = Math.max(1, HEADROOM * Math.max(highest, threshold.orElse(0.0)));
        List<Flag> flags = series.marks().stream().map(mark -> new Flag(across(series, mark.at()),
                mark.kind().name().toLowerCase(Locale.ROOT), EventsPage.pathTo(page, mark.sequence()),
                Say.absolute(mark.at()) + " " + VisibleText.oneLine(mark.sentence()))).toList();
        return new Chart(id, now, reading.words().apply(top), path(series, reading.average(), top),
                path(series, reading.maximum(), top), threshold.map(limit -> height(limit, top)).orElse(0),
                threshold.isPresent(), threshold.isPresent() && highest > threshold.get(), flags);
    }

    private static String path(UsageSeries series, Function<UsagePoint, Optional<Double>> figure, double top) {
        StringBuilder path = new StringBuilder();
        boolean isDrawing = false;
        for (UsagePoint point : series.points()) {
            Optional<Double> value = figure.apply(point);
            if (value.isPresent()) {
                path.append(isDrawing ? 'L' : 'M').append(across(series, point.at())).append(' ')
                        .append(height(value.get(), top)).append(isDrawing ? "" : "h0");
            }
            isDrawing = value.isPresent();
        }
        return path.toString();
    }

    private static int across(UsageSeries series, Instant time) {
        Duration all = Duration.between(series.from(), series.to());
        double share = (double) Duration.between(series.from(), time).toMillis() / Math.max(1, all.toMillis());
        return (int) Math.round(WIDTH * Math.min(1, Math.max(0, share)));
    }

    private static int height(double figure, double top) {
        return (int) Math.round(HEIGHT * (1 - Math.min(1, figure / top)));
    }
}
