package dev.dpm.config.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.config.Option.Place;
import dev.dpm.config.Options;

class SpellingTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            cpu_treshold,   cpu_threshold
            cpu-treshold,   cpu_threshold
            memory_treshhold, memory_threshold
            prot,           port
            nmae,           name
            evn,            env
            tprot,          -
            ports,          port
            x,              -
            grace_period,   -
            """)
    void guesses_only_what_is_near(String written, String meant) {
        assertThat(Spelling.nearest(written, Options.names(Place.FLAG)).orElse(null)).isEqualTo(meant);
    }

    @Test
    void a_word_without_one_right_letter_was_not_meant() {
        assertThat(Spelling.nearest("a", List.of("w", "db"))).isEmpty();
        assertThat(Spelling.nearest("b", List.of("w", "db"))).contains("db");
    }
}
