package dev.dpm.console;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import dev.dpm.config.Bytes;
import dev.dpm.view.Figures;
import dev.dpm.view.LimitsView;
import dev.dpm.view.TargetView;
import dev.dpm.view.UsagePoint;
import dev.dpm.view.UsageSeries;

/**
 * A tile with a target's CPU or memory and a small chart.
 * @param text the present value
 * @param limit the threshold in words, or {@code no limit}; empty text: neither the value nor a threshold is known
 * @param remark the other size of the memory, if processes share much of it: {@code 60.0 MiB proportional}; empty text: none
 */
public record FigureTile(String label, String text, String limit, boolean isOver, Spark spark, String remark) {

    static FigureTile cpu(TargetView target, UsageSeries recent) {
        return of("CPU", target.cpuPercent(), target.cpuThresholdPercent(), Say::percent, recent,
                UsagePoint::cpuAverage);
    }

    static FigureTile memory(TargetView target, UsageSeries recent) {
        FigureTile figure = of("Memory", target.memoryBytes().map(Long::doubleValue),
                target.memoryThresholdBytes().map(Long::doubleValue), Bytes::words, recent, UsagePoint::memoryAverage);
        return target.limits().sharesMuch() ? figure.ofTwoSizes(target) : figure;
    }

    /**
     * A copy of this tile for memory that processes share. It shows the resident and the proportional size, and a breach
     * requires that both exceed the threshold.
     */
    private FigureTile ofTwoSizes(TargetView target) {
        LimitsView limits = target.limits();
        boolean isResident = limits.memoryBasisInForce().filter("rss"::equals).isPresent();
        boolean isJudgedOver = target.memoryThresholdBytes()
                .filter(limit -> Figures.judgedBytes(target).filter(bytes -> bytes > limit).isPresent()).isPresent();
        return new FigureTile(label, text, limit, isJudgedOver, spark,
                isResident
                        ? Bytes.words(limits.proportionalBytes().orElse(0L)) + " proportional"
                        : Bytes.words(limits.residentBytes().orElse(0L)) + " resident");
    }

    /** Whether the tile's small chart has anything to draw. */
    public boolean isDrawn() {
        return !spark.line().isEmpty();
    }

    private static FigureTile of(String label, Optional<Double> figure, Optional<Double> threshold,
            Function<Double, String> words, UsageSeries recent, Function<UsagePoint, Optional<Double>> past) {
        List<Optional<Double>> points = recent.points().stream().map(past).toList();
        return new FigureTile(label, figure.map(words).orElse(Figures.UNKNOWN),
                threshold.map(limit -> (figure.isPresent() ? "of " : "limit ") + words.apply(limit))
                        .orElse(figure.isPresent() ? "no limit" : ""),
                figure.isPresent() && threshold.isPresent() && figure.get() > threshold.get(),
                Spark.of(points, threshold), "");
    }
}
