package dev.dpm.config.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.config.Requests;
import dev.dpm.process.ArgumentSpace;

class SizeRulesTest {

    private static final String HUGE = "x".repeat(Math.toIntExact(ArgumentSpace.own().one()));

    @TempDir
    Path folder;

    @Test
    void a_variable_that_no_program_can_be_started_with_is_named_and_not_repeated() {
        Resolution resolution = Requests.in(folder).flag("env", "HUGE=" + HUGE).command("true").resolve();

        assertThat(resolution.targets()).isEmpty();
        assertThat(resolution.faults()).singleElement().asString()
                .startsWith("--env: the variable HUGE has 131,076 bytes with its name; allowed: up to 131,071")
                .doesNotContain("xxx");
    }

    @Test
    void one_of_a_file_is_placed_there() throws Exception {
        Files.writeString(folder.resolve("big.env"), "HUGE=" + HUGE);

        assertThat(Requests.in(folder).flag("env_file", "big.env").command("true").resolve().faults())
                .singleElement().asString().startsWith("--env_file: the variable HUGE ");
    }

    @Test
    void one_of_the_caller_is_placed_with_the_caller() {
        assertThat(Requests.in(folder).variable("HUGE", HUGE).command("true").resolve().faults()).singleElement()
                .asString().startsWith("the caller's environment: the variable HUGE ");
    }

    @Test
    void an_argument_is_told_by_its_place() {
        assertThat(Requests.in(folder).command("true", "a", HUGE + "x").resolve().faults()).singleElement().asString()
                .contains("argument 2 of the command has 131,072 bytes; allowed: up to 131,071").doesNotContain("xxx");
    }

    @Test
    void the_command_of_a_check_is_an_argument_too() {
        assertThat(Requests.in(folder).flag("exec_check", "true " + HUGE).command("true").resolve().faults())
                .singleElement().asString().startsWith("--exec_check: has 131,076 bytes; allowed: up to 131,071");
    }

    @Test
    void all_of_them_have_to_fit_together() {
        List<String> words = new ArrayList<>(List.of("true"));
        for (long bytes = 0; bytes < ArgumentSpace.own().all(); bytes += HUGE.length()) {
            words.add(HUGE);
        }

        assertThat(Requests.in(folder).command(words.toArray(String[]::new)).resolve().faults()).singleElement()
                .asString().contains("arguments and variables take ", " bytes together; allowed: up to ");
    }

    @Test
    void what_just_fits_is_taken() {
        assertThat(Requests.in(folder).flag("env", "HUGE=" + HUGE.substring("HUGE=".length())).command("true", HUGE)
                .resolve().faults()).isEmpty();
    }
}
