package dev.dpm.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.config.Instances.Scale;
import dev.dpm.config.TargetSpec;
import dev.dpm.testing.TargetSpecs;

class ScaleOverridesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3 | 3 | 5 | web keeps the 5 instances that were ordered by scale, where the file says 3: `scale web 3` goes back to it
            3 | 3 | 1 | web keeps the 1 instance that was ordered by scale, where the file says 3: `scale web 3` goes back to it
            4 | 3 | 5 | web has 4 instances, as the file says now; that goes over the 5 that were ordered by scale
            3 | 3 | 3 | ''
            2 | 3 | 2 | ''
            """)
    void an_ordered_number_is_told_beside_that_of_the_file(int file, int written, int ordered, String line) {
        String lines = ScaleOverrides.lines(Map.of("web", new Scale(written, ordered)),
                List.of(TargetSpecs.written("web-0", "instances=" + file),
                        TargetSpecs.written("web-1", "instances=" + file)));

        assertThat(lines.strip()).isEqualTo(line);
    }

    @Test
    void instances_that_a_start_did_not_name_are_told() {
        List<TargetSpec> known = Stream.of("web-0", "web-1", "web-2", "web-3")
                .map(name -> TargetSpecs.written(name, "instances=4")).toList();

        assertThat(ScaleOverrides.remaining(known, known.subList(0, 2)))
                .isEqualTo("\nweb-2, web-3 stay as before; `scale web 2` ends them");
        assertThat(ScaleOverrides.remaining(known, known.subList(0, 3)))
                .isEqualTo("\nweb-3 stays as before; `scale web 3` ends it");
        assertThat(ScaleOverrides.remaining(known, known)).isEmpty();
    }

    @Test
    void targets_that_nobody_scaled_are_not_mentioned() {
        assertThat(ScaleOverrides.lines(Map.of("api", new Scale(3, 5)),
                List.of(TargetSpecs.written("web-0", "instances=3"),
                        TargetSpecs.written("front"))))
                .isEmpty();
    }
}
