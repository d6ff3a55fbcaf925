package dev.dpm.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.view.TextTable.Column;

class DisplayWidthTest {

    @ParameterizedTest
    @CsvSource({"abc, 3", "größe, 5", "日本語, 6", "한글, 4", "ｗｉｄｅ, 8", "e\u0301, 1", "😀, 2", "…│, 2", "👩\u200d💻, 4"})
    void counts_the_columns_of_a_terminal(String text, int columns) {
        assertThat(DisplayWidth.of(text)).isEqualTo(columns);
    }

    @Test
    void cuts_between_characters() {
        assertThat(DisplayWidth.head("日本語", 5)).isEqualTo("日本");
        assertThat(DisplayWidth.tail("日本語", 5)).isEqualTo("本語");
        assertThat(DisplayWidth.head("e\u0301a", 1)).isEqualTo("e\u0301");
        assertThat(DisplayWidth.head("😀", 1)).isEmpty();
    }

    @Test
    void a_table_aligns_and_cuts_wide_characters() {
        TextTable table = new TextTable(new Style(false, false, 9),
                List.of(Column.left("NAME").shrinkingTo(4), Column.right("N")));

        assertThat(table.row("日本語日本語", "1").row("ab", "2").render()).isEqualTo("""
                NAME    N
                日本…   1
                ab      2
                """);
    }

    @Test
    void long_text_is_folded_between_words_and_within_where_it_must() {
        assertThat(Folded.lines("one two three four", 10, 2)).containsExactly("one two", "  three", "  four");
        assertThat(Folded.lines("x".repeat(25), 10, 2)).containsExactly("x".repeat(10), "  " + "x".repeat(8),
                "  " + "x".repeat(7));
        assertThat(Folded.lines("日本語日本語", 5, 0)).containsExactly("日本", "語日", "本語");
        assertThat(Folded.lines("日本", 1, 0)).containsExactly("日", "本");
        assertThat(Folded.lines("no limit at all", 0, 2)).containsExactly("no limit at all");
    }
}
