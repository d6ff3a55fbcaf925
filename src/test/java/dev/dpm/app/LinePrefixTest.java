package dev.dpm.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinePrefixTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T21:46:02.120Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(textBlock = """
            web,    false, 0,  'web    | 21:46:02.120Z '
            worker, false, 1,  'worker | 21:46:02.120Z '
            late-comer, false, 1, 'late-comer | 21:46:02.120Z '
            web,    true,  0,  '\u001b[36mweb    |\u001b[0m 21:46:02.120Z '
            web,    true,  10, '\u001b[36mweb    |\u001b[0m 21:46:02.120Z '
            """)
    void names_stand_below_each_other_and_are_coloured_on_a_terminal_only(String name, boolean coloured, int number,
            String expected) {
        LinePrefix prefix = new LinePrefix(CLOCK, coloured, 6);

        assertThat(new String(prefix.of(name, number), StandardCharsets.UTF_8)).isEqualTo(expected);
    }
}
