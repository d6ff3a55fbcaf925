package dev.dpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import picocli.CommandLine.Model.OptionSpec;

class ManPagesTest {

    static final Iterable<String> COMMANDS = CommandList.NAMES;

    private final Map<String, String> pages = new ManPages("1.2.3").all();

    @ParameterizedTest
    @FieldSource("COMMANDS")
    void each_command_has_a_page_with_all_that_help_shows(String command) {
        String page = pages.get("dpm-" + command + ".1");

        assertThat(page).startsWith(".TH \"DPM\\-").contains("\"dpm-runner 1.2.3\"", ".SH SYNOPSIS",
                ".SH EXAMPLES\n.PP");
        assertThat(pages.get("dpm.1")).contains(".BR dpm-" + command + " (1)");
        for (OptionSpec option : CommandList.byName(command).orElseThrow().spec().options()) {
            if (!option.hidden()) {
                assertThat(page).contains(option.longestName().replace("-", "\\-"));
            }
        }
    }

    @Test
    void nothing_reads_as_a_request_of_troff() {
        assertThat(pages.values()).allSatisfy(page -> assertThat(page.lines())
                .allMatch(line -> !line.startsWith("'") && (!line.startsWith(".") || line.matches("\\.[A-Z]+( .*)?"
                        + "|\\.(nf|fi)"))));
    }
}
