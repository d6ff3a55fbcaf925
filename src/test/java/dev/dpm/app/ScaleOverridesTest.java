package dev.dpm.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.config.Instances.Scale;
import dev.dpm.testing.TargetSpecs;

class ScaleOverridesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3 | 3 | 5 | web keeps the 5 instances that were ordered by scale, where the file says 3: `scale web 3` goes back to it
            3 | 3 | 1 | web keeps the 1 instance that was ordered by scale, where the file says 3: `scale web 3` goes back to it
            4 | 3 | 5 | web has 4 instances, as the file says now; that goes over the 5 that were ordered by scale
            3 | 3 | 3 | ''
            """)
    void an_ordered_number_is_told_beside_that_of_the_file(int file, int written, int ordered, String line) {
        String lines = ScaleOverrides.lines(Map.of("web", new Scale(written, ordered)),
                List.of(TargetSpecs.written("web-0", "instances=" + file),
                        TargetSpecs.written("web-1", "instances=" + file)));

        assertThat(lines.strip()).isEqualTo(line);
    }

    @Test
    void targets_that_nobody_scaled_are_not_mentioned() {
        assertThat(ScaleOverrides.lines(Map.of("api", new Scale(3, 5)),
                List.of(TargetSpecs.written("web-0", "instances=3"),
                        TargetSpecs.written("front"))))
                .isEmpty();
    }
}
