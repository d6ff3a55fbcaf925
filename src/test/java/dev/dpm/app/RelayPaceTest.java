package dev.dpm.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests when the runner tries again to forward output of targets to a receiver. */
class RelayPaceTest {

    @ParameterizedTest
    @CsvSource({"false, false, ON_CHANGE", "false, true, ON_CHANGE", "true, true, SOON", "true, false, LATER"})
    void a_receiver_that_reads_is_served_at_once(boolean isRefused, boolean hasTaken, RelayPace pace) {
        assertThat(RelayPace.of(isRefused, hasTaken)).isEqualTo(pace);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -,               ON_CHANGE
            ON_CHANGE,       ON_CHANGE
            LATER ON_CHANGE, LATER
            LATER SOON,      SOON
            ON_CHANGE SOON,  SOON
            """)
    void one_receiver_that_is_away_does_not_slow_another_one(String paces, RelayPace first) {
        List<RelayPace> all = paces == null
                ? List.of()
                : Arrays.stream(paces.split(" ")).map(RelayPace::valueOf).toList();

        assertThat(RelayPace.first(all)).isEqualTo(first);
    }
}
