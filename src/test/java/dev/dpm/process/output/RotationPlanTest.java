package dev.dpm.process.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RotationPlanTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # size | max  | keep | dropped | pieces
            0      | 1000 | 2    |         |
            1000   | 1000 | 2    |         |
            1001   | 1000 | 2    | 0       | 1000
            1999   | 1000 | 2    | 0       | 1000
            2001   | 1000 | 2    | 0       | 1000,1000
            2555   | 1000 | 2    | 500     | 1000,1000
            9999   | 1000 | 2    | 7900    | 1000,1000
            1001   | 1000 | 0    | 1000    |
            90     | 50   | 2    |         |
            101    | 50   | 2    | 0       | 100
            1099   | 1050 | 2    | 0       | 1000
            """)
    void removes_whole_pieces_and_drops_what_would_be_deleted_at_once(long size, long max, int keep, Long dropped,
            String pieces) {
        Optional<RotationPlan> plan = RotationPlan.removing(size, 100, limits(max, keep));

        assertThat(plan.map(RotationPlan::dropped)).isEqualTo(Optional.ofNullable(dropped));
        plan.ifPresent(given -> {
            assertThat(given.pieces()).isEqualTo(lengths(pieces));
            assertThat(given.cut() % 100).as("whole units").isZero();
            assertThat(given.cut()).as("never up to the end").isLessThan(size);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # size | growth | max  | keep | dropped | pieces
            0      | 0      | 1000 | 2    |         |
            900    | 100    | 1000 | 2    |         |
            950    | 100    | 1000 | 2    | 0       | 950
            1001   | 1001   | 1000 | 2    | 0       | 500,501
            5000   | 5000   | 1000 | 2    | 3000    | 1000,1000
            5000   | 5000   | 1000 | 0    | 5000    |
            """)
    void empties_before_a_file_is_too_long(long size, long growth, long max, int keep, Long dropped, String pieces) {
        Optional<RotationPlan> plan = RotationPlan.emptying(size, growth, limits(max, keep));

        assertThat(plan.map(RotationPlan::dropped)).isEqualTo(Optional.ofNullable(dropped));
        plan.ifPresent(given -> {
            assertThat(given.pieces()).isEqualTo(lengths(pieces));
            assertThat(given.cut()).as("all of it").isEqualTo(size);
        });
    }

    private static RotationLimits limits(long max, int keep) {
        return new RotationLimits(max, keep, Duration.ofDays(7));
    }

    private static List<Long> lengths(String text) {
        return text == null ? List.of() : Arrays.stream(text.split(",")).map(Long::valueOf).toList();
    }
}
