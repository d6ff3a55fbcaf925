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
 * The charts of a target over a time range.
 *
 * @param times five labels of the time axis
 */
public record Charts(String path, String range, List<Range> ranges, List<Chart> charts, List<Instant> times) {

    private static final int POINTS = 300;
    private static final int TIMES = 5;

    public record Range(String word, String text, boolean isShown) {
    }

    static Charts of(Operations operations, TargetView target, UsageRange range) {
        return of(target, range, operations.usage(target.name(), range).orElseThrow(),
                operations.recent(target.name()));
    }

    static Charts of(TargetView target, UsageRange range, UsageSeries all, UsageSeries recent) {
        UsageSeries series = all.reducedTo(POINTS);
        return new Charts(Row.pathOf(target.name()), range.word(),
                Arrays.stream(UsageRange.values()).map(one -> new Range(one.word(), text(one), one == range)).toList(),
                List.of(Chart.cpu(target, series, recent), Chart.memory(target, series, recent)), times(series));
    }

    Charts onOnePage() {
        return new Charts(path, range, ranges, charts.stream().map(Chart::onOnePage).toList(), times);
    }

    private static List<Instant> times(UsageSeries series) {
        long all = Duration.between(series.from(), series.to()).toMillis();
        return IntStream.range(0, TIMES)
                .mapToObj(i -> series.from().plusMillis(all * i / (TIMES - 1))).toList();
    }

    /** A time range as text: {@code 15 min}, {@code 30 d}. */
    private static String text(UsageRange range) {
        return range.word().replaceAll("([0-9]+)([a-z])", "$1 $2").replace(" m", " min");
    }
}
