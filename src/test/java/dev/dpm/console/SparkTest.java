package dev.dpm.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class SparkTest {

    @Test
    void gaps_stay_gaps_and_the_newest_stands_at_the_right() {
        Spark spark = Spark.of(List.of(Optional.of(50.0), Optional.of(100.0), Optional.empty(), Optional.of(0.0)),
                Optional.of(100.0));

        assertThat(spark.line()).isEqualTo("M112 23h0l2-16M118 40h0");
        assertThat(spark.limit()).isEqualTo(7);
        assertThat(spark.isOver()).isFalse();
    }

    @Test
    void without_figures_or_threshold_there_is_an_empty_chart() {
        assertThat(Spark.of(List.of(), Optional.empty())).isEqualTo(new Spark("", 0, false, false));
    }

    @Test
    void what_lies_over_the_threshold_is_known() {
        assertThat(Spark.of(List.of(Optional.of(143.0)), Optional.of(80.0)).isOver()).isTrue();
    }
}
