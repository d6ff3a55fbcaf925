package dev.dpm.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.testing.Tries;

/** Reads odd YAML of other tools: the answer is a document or {@link NotYaml}, also where the library has a bug. */
class OddYamlTest {

    private static final String SOUND = """
            %YAML 1.1
            ---
            services:
              base: &a {k: 1}
              web:
                image: "x\\x41\\u0041"
                ports: [80, 0x1F, 017, 1.5e3, .inf, 2001-12-14]
                <<: *a
                x: !!binary aGk=
                y: !!set {a, b}
            """;
    private static final List<String> PIECES = List.of("%YAML 99999999999.1\n", "%TAG ! tag:x,2000:\n", "!!int x",
            "!!float ''", "!!bool maybe", "!!null x", "!!timestamp 2001-99-99", "!!omap [1]", "!!pairs [1]",
            "!!set [1]", "!!merge x", "!!binary $", "!!int 0b", "!!int 0x", "!!int ''", "!!float 1_", "0b_", "0x_",
            "0_", "1e999999999", "\"\\U0011ffff\"", "\"\\UFFFFFFFF\"", "\"\\xd8\"", "\"\\ud800\"", "<<: 1",
            "<<: [1]", "<<: *b", "? [a]: b", "*a : x", "&a", "*a", "- ", ": ", "\n", "\t", "|9", "|-1", "!<", "!<>",
            "!%", "!%zz", "!%ff%ff", "---\n", "...\n", "\0", "9999999999999999999999", "-", "_", "+", ".", "~");

    @ParameterizedTest
    @ValueSource(strings = {"a: \"\\UFFFFFFFF\"", "a: \"\\U0011ffff\"", "%YAML 99999999999.1\n---\na: b", "!%ff a"})
    void what_the_library_falls_over_is_refused(String text) {
        assertThatThrownBy(() -> LinedYaml.read(text)).isInstanceOf(NotYaml.class);
        assertThatThrownBy(() -> YamlDocuments.read(text)).isInstanceOf(NotYaml.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"!!binary aGk=|", "!!binary $", "!!int x", "!!float ''", "!!int 0b", "!!float 1_x"})
    void a_value_that_does_not_fit_its_tag_is_refused(String value) {
        assertThatThrownBy(() -> YamlDocuments.read("a: " + value)).isInstanceOf(NotYaml.class);
    }

    @Test
    void documents_of_manifests_are_read_or_refused() {
        Tries.of(1000).check(any -> {
            String text = any.near(SOUND, PIECES);
            try {
                YamlDocuments.read(text);
            } catch (NotYaml refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        });
    }

    @Test
    void files_of_other_tools_are_read_or_refused() {
        Tries.of(1000).check(any -> {
            String text = any.near(SOUND, PIECES);
            try {
                LinedYaml.read(text);
            } catch (NotYaml refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        });
    }
}
