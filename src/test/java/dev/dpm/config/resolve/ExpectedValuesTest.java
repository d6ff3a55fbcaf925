package dev.dpm.config.resolve;

import static dev.dpm.testing.TargetSpecs.written;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.config.ChangeRequest;
import dev.dpm.config.ConfigFault;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;

/** Tests when the values that a client expects are in force, and what the refusal says if they are not. */
class ExpectedValuesTest {

    private static final Settings IN_FORCE = written("web", "cpu_threshold=80", "memory_threshold=512Mi",
            "exec_check=mysqladmin -psecret ping").settings();

    private static ExpectedValues compared(Map<String, String> texts, Map<String, String> expected) {
        return ExpectedValues.compared(IN_FORCE, new ChangeRequest(texts, expected, "console"));
    }

    @ParameterizedTest(name = "{0} expected to be {1}")
    @CsvSource(nullValues = "-", quoteCharacter = '"', textBlock = """
            cpu_threshold,    80,     90,  -
            cpu-threshold,    " 80 ", 90,  -
            cpu_threshold,    80.0,   90,  -
            cpu_threshold,    70,     90,  "cpu_threshold is '80' now, and not '70'"
            cpu_threshold,    70,     80,  -
            cpu_threshold,    "",     90,  "cpu_threshold is '80' now, and not without a value"
            cpu_threshold,    much,   90,  "cpu_threshold is '80' now, and not 'much'"
            memory_threshold, 0.5Gi,  1Gi, -
            max_restarts,     3,      9,   -
            max_restarts,     4,      9,   "max_restarts is '3' now, and not '4'"
            group,            "",     a,   -
            group,            b,      a,   "group is without a value now, and not 'b'"
            """)
    void a_value_counts_however_it_is_written(String option, String expected, String text, String conflict) {
        ExpectedValues compared = compared(Map.of(option, text), Map.of(option, expected));

        assertThat(compared.faults()).isEmpty();
        if (conflict == null) {
            assertThat(compared.conflicts()).isEmpty();
        } else {
            assertThat(compared.conflicts()).containsExactly(conflict);
        }
    }

    @Test
    void an_option_that_is_not_to_be_changed_may_be_expected_too() {
        assertThat(compared(Map.of("cpu_threshold", "90"), Map.of("max_restarts", "7", "memory_threshold", "1Gi"))
                .conflicts()).containsExactly("max_restarts is '3' now, and not '7'",
                        "memory_threshold is '512Mi' now, and not '1Gi'");
    }

    @Test
    void a_masked_secret_counts_as_its_value_and_the_refusal_does_not_tell_it() {
        String shown = IN_FORCE.shown(Options.EXEC_CHECK).orElseThrow();

        assertThat(compared(Map.of("cpu_threshold", "90"), Map.of("exec_check", shown)).conflicts()).isEmpty();
        assertThat(compared(Map.of("cpu_threshold", "90"), Map.of("exec_check", "true")).conflicts())
                .singleElement().asString().doesNotContain("secret");
    }

    @Test
    void an_option_that_does_not_exist_is_a_fault_with_the_nearest_name() {
        assertThat(compared(Map.of("cpu_threshold", "90"), Map.of("cpu_treshold", "80")).faults())
                .extracting(ConfigFault::toString).singleElement().asString()
                .contains("'cpu_treshold'", "is not an option", "cpu_threshold");
    }
}
