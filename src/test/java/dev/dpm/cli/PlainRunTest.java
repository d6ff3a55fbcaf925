package dev.dpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.config.Settings;

class PlainRunTest {

    @Test
    void known_options_with_their_values_are_plain_in_both_spellings() {
        assertThat(PlainRun.flags("run", "--max_restarts", "5", "--cpu-threshold=150", "--", "--name", "x"))
                .contains(Map.of("max_restarts", "5", "cpu_threshold", "150"));
    }

    @Test
    void a_repeatable_option_keeps_every_value() {
        assertThat(PlainRun.flags("run", "--env", "A=1", "--env", "B=2 x"))
                .contains(Map.of("env", "A=1" + Settings.SEPARATOR + "B=2 x"));
    }

    @Test
    void no_options_are_plain() {
        assertThat(PlainRun.flags("run")).contains(Map.of());
        assertThat(PlainRun.flags("run", "--", "sleep", "1")).contains(Map.of());
        assertThat(PlainRun.flags("run", "--")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "--nonsense 1", "--max_restarts", "--max_restarts -1", "--port 1 --port 2",
            "web", "--daemon", "--name=", "--name --", "--max_Restarts 1", "--cpu-threshold 1 --cpu_threshold 2"})
    void all_else_is_left_to_picocli(String words) {
        assertThat(PlainRun.flags(("run " + words).split(" ", -1))).isEmpty();
    }
}
