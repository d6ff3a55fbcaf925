package dev.dpm.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OptionsDocTest {

    @Test
    void the_table_has_a_line_for_each_option() {
        assertThat(OptionsDoc.markdown().lines()).hasSize(2 + Options.all().size())
                .allSatisfy(line -> assertThat(line.replace("\\|", "").chars().filter(c -> c == '|')).hasSize(5));
        assertThat(OptionsDoc.markdown()).contains(
                "| `--cpu_threshold PERCENT` | `DPM_CPU_THRESHOLD` | `80.0` | the highest CPU use of the whole process tree",
                "| `--name NAME` | – | – | the target's name");
    }

    @Test
    void the_keys_of_a_file_leave_out_what_no_file_may_hold() {
        assertThat(OptionsDoc.fileKeys())
                .contains("  cpu_threshold         the highest CPU use of the whole process tree", "[80.0]",
                        "  command ")
                .doesNotContain("  config ", "  stdin ", "  name ");
    }
}
