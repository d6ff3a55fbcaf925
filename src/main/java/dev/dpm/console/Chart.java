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
 * A wide chart that the server draws. Browsers without scripts show it always; other browsers show it until the page's
 * script has drawn its own chart. Coordinates are whole units of the chart's SVG image.
 *
 * @param id the id of the chart's element
 * @param top the value at the upper edge of the chart, as text
 * @param line the SVG path of the average values; a missing value is a gap
 * @param peaks the SVG path of the maximum values
 * @param limit the distance of the threshold's line from the upper edge of the chart
 * @param flags the marks for events in the chart's time range
 */
public record Chart(String id, FigureTile now, String top, String line, String peaks, int limit, boolean hasLimit,
        boolean isOver, List<Flag> flags) {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 200;
    private static final double HEADROOM = 1.15;

    /**
     * A mark for an event on the chart.
     *
     * @param kind a CSS class: breach, restart, start, exit …
     */
    public record Flag(int x, String kind, String path, String sentence) {
    }

    /** How the chart's value (CPU or memory) is read from a point of the usage history. */
    private record Reading(Function<UsagePoint, Optional<Double>> average,
            Function<UsagePoint, Optional<Double>> maximum,
            Function<Double, String> words) {
    }

    static Chart cpu(TargetView target, UsageSeries series, UsageSeries recent) {
        return of("cpu", FigureTile.cpu(target, recent), target.cpuThresholdPercent(),
                new Reading(UsagePoint::cpuAverage, UsagePoint::cpuMaximum, Say::percent), series, target.name());
    }

    static Chart memory(TargetView target, UsageSeries series, UsageSeries recent) {
        return of("memory", FigureTile.memory(target, recent), target.memoryThresholdBytes().map(Long::doubleValue),
                new Reading(UsagePoint::memoryAverage, UsagePoint::memoryMaximum, Bytes::words), series, target.name());
    }

    /** A copy of this chart for a page that also lists the events: each mark links to its event on that page. */
    Chart onOnePage() {
        return new Chart(id, now, top, line, peaks, limit, hasLimit, isOver, flags.stream()
                .map(flag -> new Flag(flag.x(), flag.kind(), flag.path().substring(flag.path().lastIndexOf('#')),
                        flag.sentence()))
                .toList());
    }

    private static Chart of(String id, FigureTile now, Optional<Double> threshold, Reading reading, UsageSeries series,
            String target) {
        double highest = series.points().stream().flatMap(point -> reading.maximum().apply(point).stream())
                .mapToDouble(Double::doubleValue).max().orElse(0);
        double top = Math.max(1, HEADROOM * Math.max(highest, threshold.orElse(0.0)));
        List<Flag> flags = series.marks().stream().map(mark -> new Flag(across(series, mark.at()),
                mark.kind().name().toLowerCase(Locale.ROOT), EventsPage.pathTo(target, mark.sequence()),
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
