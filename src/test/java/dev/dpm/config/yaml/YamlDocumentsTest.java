package dev.dpm.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.testing.Tries;

class YamlDocumentsTest {

    @Test
    void values_are_what_kubectl_takes_them_for() throws NotYaml {
        assertThat(YamlDocuments.read("""
                octal: 0644
                date: 2001-12-14
                time: 12:30
                word: yes
                quoted: 'yes'
                number: 1e3
                fraction: 0.5
                none: null
                """)).containsExactly(map("octal", 420, "date", "2001-12-14", "time", "12:30", "word", true, "quoted",
                "yes", "number", 1000.0, "fraction", 0.5, "none", null));
    }

    @Test
    void empty_documents_are_left_out() throws NotYaml {
        assertThat(YamlDocuments.read("---\n---\na: 1\n---\n# nothing\n---\nb: 2\n"))
                .containsExactly(Map.of("a", 1), Map.of("b", 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: 1\nb: 2\na: 3\n", "a: [1\n", "a: !!java.net.URL [x]\n", "\ta: 1\n"})
    void what_is_no_yaml_is_said_with_its_line(String text) {
        assertThatThrownBy(() -> YamlDocuments.read(text)).isInstanceOf(NotYaml.class).hasMessageContaining("line ");
    }

    @Test
    void a_bomb_of_aliases_is_no_yaml() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 60; i++) {
            bomb.append("a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n");
        }

        assertThatThrownBy(() -> YamlDocuments.read(bomb.toString())).isInstanceOf(NotYaml.class);
    }

    /** Texts that some YAML reader could take for a number, a boolean or null. */
    @ParameterizedTest
    @ValueSource(strings = {"y", "No", "on", "null", "~", "1e3", "0x1f", "0o17", "1_000", "12:30", "0644", ".5", "+1",
            "2001-12-14", "", " a", "a ", "a: b", "a #b", "- a", "*a", "&a", "!a", "%a", "@a", "`a", "{a", "[a", "=",
            "<<",
            "a:", "true", "1234e5", "\ufeff", "a\u0085b", "tab\there"})
    void a_text_stays_a_text_for_every_reader(String text) throws NotYaml {
        String yaml = YamlDocuments.write(List.of(Map.of("a", text)));

        assertThat(YamlDocuments.read(yaml)).containsExactly(Map.of("a", text));
        assertThat(yaml.substring("a: ".length())).startsWith("\"");
    }

    @Test
    void whatever_is_written_is_read_as_it_was() {
        Tries.of(500).check(any -> {
            Map<String, Object> document = new LinkedHashMap<>();
            any.map(5, () -> any.text(6), () -> any.text(20)).forEach((key, value) -> {
                if (isText(key) && isText(value)) {
                    document.put(key, any.truth() ? value : List.of(value, any.number()));
                }
            });

            assertThat(YamlDocuments.read(YamlDocuments.write(List.of(document))))
                    .hasToString(List.of(document).toString());
        });
    }

    /** Whether a text consists of characters that YAML can contain. */
    private static boolean isText(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.getType(c) == Character.SURROGATE || c == 0xffff || c == 0xfffe);
    }

    private static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
