package dev.dpm.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnsiTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            plain                          | [plain]
            \\e[31mred\\e[0m plain          | red:f1 [ plain]
            \\e[1;4;32mboth\\e[22mless       | both:a1 a4 f2 less:a4 f2
            \\e[38;5;9mpalette\\e[39mplain   | palette:f1 [plain]
            \\e[38;2;1;2;3mtrue             | [true]
            \\e[48;5;200mback               | [back]
            \\e[mreset                      | [reset]
            \\e[2Jclear                     | ^[:ctl [[2Jclear]
            \\e]0;title\\7                   | ^[:ctl []0;title] ^G:ctl
            nul\\0bidi\\u202e                | [nul] ^@:ctl [bidi] ⟨U+202E⟩:ctl
            \\e[99999999999999999999mlong   | [long]
            """)
    void colours_become_classes_and_other_orders_are_shown(String line, String parts) {
        String raw = line.replace("\\e", "\u001b").replace("\\7", "\u0007").replace("\\0", "\0")
                .replace("\\u202e", "\u202e");

        assertThat(Ansi.parts(raw, "").stream()
                .map(part -> part.style().isEmpty() ? "[" + part.text() + "]" : part.text() + ":" + part.style())
                .collect(Collectors.joining(" "))).isEqualTo(parts);
    }

    @ParameterizedTest
    @CsvSource({"an Error here, error, [an ] <Error> [ here]", "aaaa, aa, <aa> <aa>", "none, x, [none]"})
    void what_was_searched_is_marked(String line, String searched, String parts) {
        assertThat(Ansi.parts(line, searched).stream()
                .map(part -> part.isFound() ? "<" + part.text() + ">" : "[" + part.text() + "]")
                .collect(Collectors.joining(" "))).isEqualTo(parts);
    }
}
