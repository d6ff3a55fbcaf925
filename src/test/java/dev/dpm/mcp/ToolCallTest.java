package dev.dpm.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolCallTest {

    @Test
    void a_tool_is_a_command_of_the_command_line() throws Exception {
        assertThat(Tool.LIST.words(Map.of())).containsExactly("status", "--json");
        assertThat(Tool.STATUS.words(Map.of("name", "web"))).containsExactly("status", "web");
        assertThat(Tool.LOGS.words(Map.of("name", "web", "lines", 7))).containsExactly("logs", "-n", "7", "web");
        assertThat(Tool.EVENTS.words(Map.of())).containsExactly("events", "--json", "-n", "50");
        assertThat(Tool.STOP.words(Map.of("name", "web"))).containsExactly("stop", "--yes", "web");
    }

    /** With an option, a pattern or {@code all} in place of a name, a tool would do more than it says. */
    @ParameterizedTest
    @ValueSource(strings = {"--follow", "-f", "all", "web-*", "@shop", "", "a b", "a\nb"})
    void what_is_not_the_name_of_one_target_is_refused(String name) {
        for (Tool tool : new Tool[]{Tool.STOP, Tool.STATUS, Tool.LOGS}) {
            assertThatThrownBy(() -> tool.words(Map.of("name", name))).isInstanceOf(Tool.Refused.class)
                    .hasMessageContaining("allowed: the name of one target");
        }
    }

    @Test
    void a_name_that_is_needed_and_arguments_that_nobody_knows_are_said() {
        assertThatThrownBy(() -> Tool.STOP.words(Map.of())).hasMessage("stop needs name: a string");
        assertThatThrownBy(() -> Tool.LIST.words(Map.of("name", "web")))
                .hasMessage("list takes no 'name'; allowed: nothing");
        assertThatThrownBy(() -> Tool.LOGS.words(Map.of("name", "web", "lines", 100_000)))
                .hasMessage("lines is '100000'; allowed: 1 to 1000");
        assertThatThrownBy(() -> Tool.LOGS.words(Map.of("name", 7))).hasMessageContaining("name is '7'");
    }

    @Test
    void only_who_was_allowed_to_changes_something() {
        assertThat(Tool.allowed(false)).containsExactly(Tool.LIST, Tool.STATUS, Tool.EVENTS, Tool.INCIDENTS,
                Tool.INCIDENT, Tool.LOGS);
        assertThat(Tool.allowed(true)).contains(Tool.START, Tool.STOP, Tool.RESTART);
    }

    @Test
    void a_long_answer_keeps_its_end() {
        String line = "x".repeat(99) + "\n";

        String shortened = Bounds.shortened(line.repeat(3_000) + "the newest\n");

        assertThat(shortened).hasSizeLessThan(Bounds.ANSWER + 200).startsWith("(").endsWith("the newest\n");
        assertThat(shortened.lines().findFirst().orElseThrow()).contains("characters before this are left out");
        assertThat(Bounds.shortened("short")).isEqualTo("short");
    }
}
