package dev.dpm.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.dpm.history.UsageHistory;
import dev.dpm.incident.Figure;

class UsageFiguresTest {

    private static final Instant START = Instant.parse("2026-11-30T07:46:00Z");

    private static UsageHistory.Point step(int second, double cpu, double memory) {
        return new UsageHistory.Point(START.plusSeconds(second), cpu, cpu, memory, memory);
    }

    private static List<String> of(int stepsOfSample, UsageHistory.Point... steps) {
        return UsageFigures.of(List.of(steps), stepsOfSample).stream().map(UsageFiguresTest::words).toList();
    }

    private static String words(Figure figure) {
        return figure.at().getEpochSecond() - START.getEpochSecond() + " " + figure.cpuPercent().map(Object::toString)
                .orElse("-") + " " + figure.memoryBytes().orElseThrow();
    }

    @Test
    void a_sample_is_one_figure_at_the_time_of_its_reading() {
        assertThat(of(3, step(1, Double.NaN, 7), step(2, Double.NaN, 7), step(3, Double.NaN, 7), step(4, 50, 8),
                step(5, 50, 8), step(6, 50, 8))).containsExactly("3 - 7", "6 50.0 8");
    }

    @Test
    void equal_samples_are_figures_each_and_gaps_are_none() {
        assertThat(of(2, step(1, 0, 7), step(2, 0, 7), step(3, 0, 7), step(4, 0, 7), step(5, Double.NaN, Double.NaN),
                step(6, 0, 7))).containsExactly("2 0.0 7", "4 0.0 7", "6 0.0 7");
    }

    @Test
    void steps_longer_than_a_sample_are_figures_each() {
        assertThat(Stream.of(0, 1).map(steps -> of(steps, step(60, 0, 7), step(120, 0, 7)))).containsOnly(
                List.of("60 0.0 7", "120 0.0 7"));
    }
}
