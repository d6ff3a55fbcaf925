package dev.dpm.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordSplitTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', textBlock = """
            ~~                  | 0 |
            ~  a  b ~           | 2 | a/b
            ~a 'b c' "d 'e"~    | 3 | a/b c/d 'e
            ~a ''~              | 2 | a/
            ~a'b'"c"~           | 1 | abc
            ~$HOME *; >\\n~     | 3 | $HOME/*;/>\\n
            """, delimiter = '|', ignoreLeadingAndTrailingWhitespace = true)
    void splits_at_blanks_and_honours_quotes(String line, int count, String joined) {
        List<String> words = WordSplit.split(line).orElseThrow();

        assertThat(words).hasSize(count);
        assertThat(String.join("/", words)).isEqualTo(joined == null ? "" : joined);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', textBlock = """
            ~a 'b~
            ~"~
            """)
    void an_open_quote_is_no_command(String line) {
        assertThat(WordSplit.split(line)).isEqualTo(Optional.empty());
    }
}
