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
 * The tile for a target's CPU or memory, with its threshold and a small chart of its recent values.
 *
 * @param text the target's CPU or memory in words
 * @param limit the threshold for this value in words; empty if the threshold is off
 * @param remark a fact that the value does not show; empty if there is none
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
     * The tile for a target's memory with both sizes: the resident set size, which counts shared pages repeatedly, and
     * the proportional set size. The tile shows a breach only if both are over the threshold.
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
