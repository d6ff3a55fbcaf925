package dev.dpm.console;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import dev.dpm.view.Operations;
import dev.dpm.view.TargetView;
import dev.dpm.view.UsageRange;
import dev.dpm.view.UsageSeries;

/**
 * The charts of a target over a range of time.
 * @param path the URL of the target's page
 * @param times the times of the five labels of the time axis
 */
public record Charts(String path, String range, List<Range> ranges, List<Chart> charts, List<Instant> times) {

    private static final int POINTS = 300;
    private static final int TIMES = 5;

    public record Range(String word, String text, boolean isShown) {
    }

    /**
     * Parses the query parameter for a range of time.
     * @param word the parameter; null or empty text: {@code otherwise}
     */
    public static UsageRange range(String word, UsageRange otherwise) {
        if (word == null || word.isEmpty()) {
            return otherwise;
        }
        return UsageRange.of(word).orElseThrow(() -> PageRequest.notAllowed("range", word, "15m, 1h, 24h, 7d or 30d"));
    }

    static Charts of(Operations operations, TargetView target, UsageRange range) {
        return of(Row.pathOf(target.name()), target, range, operations.usage(target.name(), range).orElseThrow(),
                operations.recent(target.name()));
    }

    static Charts of(String page, TargetView target, UsageRange range, UsageSeries all, UsageSeries recent) {
        UsageSeries series = all.reducedTo(POINTS);
        return new Charts(page, range.word(),
                Arrays.stream(UsageRange.values()).map(one -> new Range(one.word(), text(one), one == range)).toList(),
                List.of(Chart.cpu(page, target, series, recent), Chart.memory(page, target, series, recent)),
                times(series));
    }

    private static List<Instant> times(UsageSeries series) {
        long all = Duration.between(series.from(), series.to()).toMillis();
        return IntStream.range(0, TIMES)
                .mapToObj(i -> series.from().plusMillis(all * i / (TIMES - 1))).toList();
    }

    private static String text(UsageRange range) {
        return range.word().replaceAll("([0-9]+)([a-z])", "$1 $2").replace(" m", " min");
    }
}
