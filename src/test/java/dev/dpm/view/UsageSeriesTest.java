package dev.dpm.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class UsageSeriesTest {

    private static final Instant BEGIN = Instant.parse("2026-11-22T20:00:00Z");

    /** A series with one point a second; a negative CPU figure is a gap. */
    private static UsageSeries series(int... cpu) {
        List<UsagePoint> points = new ArrayList<>();
        for (int i = 0; i < cpu.length; i++) {
            Instant at = BEGIN.plusSeconds(i + 1);
            Optional<Double> figure = Optional.of((double) cpu[i]);
            points.add(cpu[i] < 0 ? UsagePoint.gap(at) : new UsagePoint(at, figure, figure, figure, figure));
        }
        return new UsageSeries(BEGIN, BEGIN.plusSeconds(cpu.length), Duration.ofSeconds(1), points, List.of());
    }

    @Test
    void few_points_stay_as_they_are() {
        UsageSeries few = series(1, 2, 3);

        assertThat(few.reducedTo(3)).isSameAs(few);
    }

    @Test
    void fewer_points_keep_average_and_maximum() {
        UsageSeries fewer = series(1, 3, 10, 20).reducedTo(2);

        assertThat(fewer.step()).isEqualTo(Duration.ofSeconds(2));
        assertThat(fewer.points()).extracting(point -> point.cpuAverage().orElseThrow()).containsExactly(2.0, 15.0);
        assertThat(fewer.points()).extracting(point -> point.memoryMaximum().orElseThrow()).containsExactly(3.0, 20.0);
        assertThat(fewer.points().get(1).at()).isEqualTo(BEGIN.plusSeconds(4));
    }

    @Test
    void a_gap_in_a_step_does_not_count_and_a_step_of_gaps_is_one() {
        UsageSeries fewer = series(4, -1, -1, -1).reducedTo(2);

        assertThat(fewer.points().get(0).cpuAverage()).hasValue(4.0);
        assertThat(fewer.points().get(1).isGap()).isTrue();
    }

    @Test
    void the_newest_step_is_a_whole_one() {
        UsageSeries fewer = series(9, 1, 2, 3, 4).reducedTo(3);

        assertThat(fewer.points()).extracting(point -> point.cpuAverage().orElseThrow()).containsExactly(9.0, 1.5, 3.5);
    }
}
