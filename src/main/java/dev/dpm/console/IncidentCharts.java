package dev.dpm.console;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;

import dev.dpm.config.Bytes;
import dev.dpm.incident.Cause;
import dev.dpm.incident.Figure;
import dev.dpm.incident.Incident;
import dev.dpm.incident.Rule;
import dev.dpm.view.Operations;
import dev.dpm.view.UsagePoint;
import dev.dpm.view.UsageRange;

/**
 * Charts of CPU and memory around an incident. Values before the incident come from its record, values after it from the usage
 * history.
 * @param hasAfter whether there are values after the incident
 */
public record IncidentCharts(List<Curve> curves, List<Instant> times, boolean hasAfter) {

    static final IncidentCharts NONE = new IncidentCharts(List.of(), List.of(), false);
    /** The length of time after the incident that the charts show. */
    private static final Duration AFTER = Duration.ofMinutes(10);
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 200;
    private static final double HEADROOM = 1.15;

    /**
     * A chart of the incident's page. Lengths are in units of its SVG image.
     * @param words the value at the incident, for screen readers
     * @param top the value at the upper edge
     * @param line the path of the values
     * @param limit the distance of the threshold from the upper edge
     * @param moment the distance of the incident from the left edge
     */
    public record Curve(String title, String words, String top, String line, int limit, boolean hasLimit,
            int moment) {
    }

    static IncidentCharts of(Incident incident) {
        List<Figure> figures = before(incident);
        return figures.size() < 2 ? NONE : drawn(incident, figures, false);
    }

    private static List<Figure> before(Incident incident) {
        return incident.usage().minutes().size() > incident.verdict().samples().size()
                ? incident.usage().minutes()
                : incident.verdict().samples();
    }

    static IncidentCharts of(Incident incident, Operations operations, Instant now) {
        List<Figure> before = before(incident);
        List<Figure> after = after(incident, operations, now);
        List<Figure> figures = new ArrayList<>(before);
        figures.addAll(after);
        return figures.size() < 2 ? NONE : drawn(incident, figures, !after.isEmpty());
    }

    private static List<Figure> after(Incident incident, Operations operations, Instant now) {
        Duration ago = Duration.between(incident.at(), now);
        List<Figure> figures = Arrays.stream(UsageRange.values()).filter(range -> range.length().compareTo(ago) >= 0)
                .findFirst()
                .flatMap(range -> operations.usage(incident.target(), range)).stream()
                .flatMap(series -> series.points().stream())
                .filter(point -> point.at().isAfter(incident.at()) && !point.at().isAfter(incident.at().plus(AFTER)))
                .map(IncidentCharts::figure).toList();
        int known = figures.size();
        while (known > 0 && figures.get(known - 1).memoryBytes().isEmpty()
                && figures.get(known - 1).cpuPercent().isEmpty()) {
            known--;
        }
        // unknown values at the end are left out: after a target was given up, most of the chart would be empty
        return figures.subList(0, known);
    }

    private static Figure figure(UsagePoint point) {
        return new Figure(point.at(), point.cpuAverage(), point.memoryAverage().map(Math::round), Optional.empty());
    }

    private static IncidentCharts drawn(Incident incident, List<Figure> figures, boolean hasAfter) {
        Cause cause = incident.verdict().cause();
        Optional<Double> limit = incident.verdict().rule().flatMap(Rule::limit);
        Scale scale = new Scale(figures.get(0).at(), figures.get(figures.size() - 1).at(), incident.at());
        Curve memory = curve("Memory", figures, one -> one.memoryBytes().map(Long::doubleValue),
                cause == Cause.MEMORY || cause == Cause.FORECAST ? limit : Optional.empty(), Bytes::words, scale);
        Curve cpu = curve("CPU", figures, Figure::cpuPercent, cause == Cause.CPU ? limit : Optional.empty(),
                Say::percent, scale);
        return new IncidentCharts(cause == Cause.CPU ? List.of(cpu, memory) : List.of(memory, cpu),
                List.of(scale.from(), scale.to()), hasAfter);
    }

    /**
     * The time axis of the charts.
     * @param moment the time of the incident
     */
    private record Scale(Instant from, Instant to, Instant moment) {
        int across(Instant time) {
            double share = (double) Duration.between(from, time).toMillis()
                    / Math.max(1, Duration.between(from, to).toMillis());
            return (int) Math.round(WIDTH * Math.min(1, Math.max(0, share)));
        }
    }

    private static Curve curve(String title, List<Figure> figures, Function<Figure, Optional<Double>> reading,
            Optional<Double> limit, DoubleFunction<String> words, Scale scale) {
        double highest = figures.stream().map(reading).flatMap(Optional::stream).mapToDouble(Double::doubleValue)
                .max().orElse(0);
        double top = Math.max(1, HEADROOM * Math.max(highest, limit.orElse(0.0)));
        String last = figures.stream().filter(one -> !one.at().isAfter(scale.moment())).map(reading)
                .flatMap(Optional::stream).reduce((one, next) -> next).map(words::apply).orElse("unknown");
        return new Curve(title, last + limit.map(most -> " of " + words.apply(most)).orElse(""), words.apply(top),
                line(figures, reading, top, scale), limit.map(most -> height(most, top)).orElse(0),
                limit.isPresent(), scale.across(scale.moment()));
    }

    private static String line(List<Figure> figures, Function<Figure, Optional<Double>> reading, double top,
            Scale scale) {
        StringBuilder path = new StringBuilder();
        boolean isDrawing = false;
        for (Figure figure : figures) {
            Optional<Double> value = reading.apply(figure);
            if (value.isPresent()) {
                path.append(isDrawing ? 'L' : 'M').append(scale.across(figure.at())).append(' ')
                        .append(height(value.get(), top)).append(isDrawing ? "" : "h0");
            }
            isDrawing = value.isPresent();
        }
        return path.toString();
    }

    private static int height(double figure, double top) {
        return (int) Math.round(HEIGHT * (1 - Math.min(1, figure / top)));
    }
}
