package dev.dpm.cli.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TerminalFilterTest {

    private static final String E = "\u001b";

    record Row(String what, String written, String shown) {
    }

    static List<Row> rows() {
        return List.of(new Row("text", "grüße 日本 🙂\tx\r\n", "grüße 日本 🙂\tx\r\n"),
                new Row("colours", E + "[31mred" + E + "[0m" + E + "[38;5;8mx" + E + "[38;2;8;8;8my" + E + "[m",
                        E + "[31mred" + E + "[0m" + E + "[38;5;8mx" + E + "[38;2;8;8;8my" + E + "[m" + E + "[0m"),
                new Row("a colour that is left on", E + "[41mx", E + "[41mx" + E + "[0m"),
                new Row("hidden text", E + "[8mx" + E + "[1;08mx", "^[[8mx^[[1;08mx"),
                new Row("title", E + "]0;evil\u0007x", "^[]0;evil^Gx"),
                new Row("clipboard", E + "]52;c;ZXZpbA==" + E + "\\", "^[]52;c;ZXZpbA==^[\\"),
                new Row("clear screen", E + "[2J" + E + "[H", "^[[2J^[[H"),
                new Row("cursor", E + "[1A" + E + "7", "^[[1A^[7"),
                new Row("questions", E + "[6n" + E + "[c" + E + "[>c" + E + "Z", "^[[6n^[[c^[[>c^[Z"),
                new Row("private modes", E + "[?1049h" + E + "c", "^[[?1049h^[c"),
                new Row("xterm's modifyOtherKeys, which ends in m", E + "[>4;1m", "^[[>4;1m"),
                new Row("device control", E + "Pq" + E + "\\", "^[Pq^[\\"),
                new Row("an order in an order", E + "[3" + E + "]0;x\u0007", "^[[3^[]0;x^G"),
                new Row("C1 in UTF-8", "\u009b2J\u009d0;x\u009c", "⟨U+009B⟩2J⟨U+009D⟩0;x⟨U+009C⟩"),
                new Row("backspace and delete", "ok\b\bno\u007f", "ok^H^Hno^?"),
                new Row("return to the beginning of the line", "rm -rf\rls", "rm -rf^Mls"),
                new Row("other directions of writing", "a\u202eb\u2028", "a⟨U+202E⟩b⟨U+2028⟩"),
                new Row("bells and NUL", "\u0007\0\u000b\u000c\u000e", "^G^@^K^L^N"),
                new Row("an order without an end", "x" + E + "[31", "x^[[31"),
                new Row("an order longer than any colour", E + "[" + "1;".repeat(40) + "m",
                        "^[[" + "1;".repeat(40) + "m"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void nothing_but_colours_steers_the_terminal(Row row) {
        assertThat(TerminalFilter.plain(row.written())).isEqualTo(row.shown());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void what_comes_byte_by_byte_is_read_the_same(Row row) throws IOException {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        TerminalFilter filter = new TerminalFilter(shown);
        for (byte b : row.written().getBytes(StandardCharsets.UTF_8)) {
            filter.write(new byte[]{b});
        }
        filter.finish();

        assertThat(shown.toString(StandardCharsets.UTF_8)).isEqualTo(row.shown());
    }

    @Test
    void bytes_that_are_no_text_are_shown_by_their_number() throws IOException {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        TerminalFilter filter = new TerminalFilter(shown);
        // C1 as a single byte, an overlong escape, half a character, a surrogate
        filter.write(
                new byte[]{(byte) 0x9b, '2', 'J', (byte) 0xc0, (byte) 0x9b, (byte) 0xe2, (byte) 0x82, 'x', (byte) 0xed,
                        (byte) 0xa0, (byte) 0x80, (byte) 0xe0, (byte) 0x80, (byte) 0x9b});
        filter.finish();

        assertThat(shown.toString(StandardCharsets.UTF_8))
                .isEqualTo("\\x9b2J\\xc0\\x9b\\xe2\\x82x\\xed\\xa0\\x80\\xe0\\x80\\x9b");
    }

    @Test
    void what_comes_in_one_piece_goes_out_in_one() throws IOException {
        List<String> writes = new ArrayList<>();
        OutputStream terminal = new OutputStream() {
            @Override
            public void write(int b) {
                writes.add(String.valueOf((char) b));
            }

            @Override
            public void write(byte[] bytes, int from, int count) {
                writes.add(new String(bytes, from, count, StandardCharsets.UTF_8));
            }
        };
        TerminalFilter filter = new TerminalFilter(terminal);

        filter.write("\u001b[31mred\u001b[0m last\u202ewords\u001b]0;x\u0007\n".getBytes(StandardCharsets.UTF_8));

        assertThat(writes).containsExactly("\u001b[31mred\u001b[0m last⟨U+202E⟩words^[]0;x^G\n");
    }
}
