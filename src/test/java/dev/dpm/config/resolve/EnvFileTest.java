package dev.dpm.config.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.config.resolve.EnvFiles.EnvFile;
import dev.dpm.testing.Tries;

class EnvFileTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            A=1                       | 1
            A=                        | ~~
            A=x=y                     | x=y
            A=  b c                   | b c
            export A=1                | 1
              export   A=1            | 1
            A=b # c                   | b # c
            A='b  "c" $d \\n '        | ~b  "c" $d \\n ~
            A="b 'c' "                | ~b 'c' ~
            A="say \\"hi\\" \\$5 \\\\ \\n" | say "hi" $5 \\ \\n
            A=it's                    | it's
            A=$HOME                   | $HOME
            A=ü                       | ü
            """)
    void reads_a_value(String line, String value) throws Exception {
        assertThat(EnvFile.parse(line)).isEqualTo(Map.of("A", value));
    }

    @Test
    void reads_a_file_of_comments_blank_lines_and_carriage_returns() throws Exception {
        String text = "# of web\r\n\n  # more\nA=1\r\nspring.profile=x\nA=2\nexport B_1='b'\t\n";

        assertThat(EnvFile.parse(text)).isEqualTo(Map.of("A", "2", "spring.profile", "x", "B_1", "b"));
        assertThat(EnvFile.parse("")).isEmpty();
        assertThat(EnvFile.parse("\uFEFFA=1\r\n")).as("with a byte order mark").isEqualTo(Map.of("A", "1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "=secret", "1A=secret", "A =secret", "export A", "A='secret", "A=\"secret",
            "A=\"secret\" more", "A='secret' # why", "A=\"secret\\\"", "A=secret\u0000", "A=secret\u001f",
            "; secret", "A B=secret"})
    void names_the_line_that_is_none_and_not_what_it_holds(String line) {
        assertThatThrownBy(() -> EnvFile.parse("A=1\n\n" + line)).isInstanceOf(EnvFile.Unusable.class)
                .hasMessageStartingWith("line 3 ").hasMessageContaining("allowed: K=V")
                .hasMessageNotContaining("secret");
    }

    @Test
    void any_text_is_read_or_refused() {
        Tries.of(500).check(any -> {
            try {
                EnvFile.parse(any.text(200)).forEach((name, value) -> assertThat(name).isNotEmpty());
            } catch (EnvFile.Unusable refused) {
                assertThat(refused).hasMessageStartingWith("line ");
            }
        });
    }
}
