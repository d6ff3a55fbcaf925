package dev.dpm.process.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which beginnings of a line are a severity, as systemd reads them. */
class LevelPrefixTest {

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            <0>down, 0
            <3>failed, 3
            <7>, 7
            <8>x, none
            <a>x, none
            <30>x, none
            <3, none
            x<3>, none
            <>3, none
            '', none
            """)
    void one_digit_up_to_seven_in_angle_brackets(String line, Integer severity) {
        byte[] bytes = ("--" + line).getBytes(StandardCharsets.US_ASCII);

        OptionalInt found = LevelPrefix.of(bytes, 2, bytes.length);

        assertThat(found).isEqualTo(severity == null ? OptionalInt.empty() : OptionalInt.of(severity));
    }
}
