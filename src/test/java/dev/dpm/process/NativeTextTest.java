package dev.dpm.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeTextTest {

    private static final HexFormat HEX = HexFormat.of();

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            616263,             abc
            6772c3bcc39f65,     grüße
            f09f9880,           😀
            6772e9,             'gr\\xE9'
            e9c3bce9,           '\\xE9ü\\xE9'
            c3,                 '\\xC3'
            e282,               '\\xE2\\x82'
            c080,               '\\xC0\\x80'
            edb380,             '\\xED\\xB3\\x80'
            f4908080,           '\\xF4\\x90\\x80\\x80'
            """)
    void keeps_every_byte_and_shows_people_those_that_are_no_utf_8(String bytes, String shown) {
        String text = NativeText.decode(HEX.parseHex(bytes));

        assertThat(HEX.formatHex(NativeText.encode(text))).isEqualTo(bytes);
        assertThat(NativeText.shown(text)).isEqualTo(shown);
        assertThat(NativeText.hasLoneBytes(text)).isEqualTo(shown.contains("\\x"));
    }

    @Test
    void keeps_any_bytes() {
        Random random = new Random(8);
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);

            assertThat(NativeText.encode(NativeText.decode(bytes))).as(HEX.formatHex(bytes)).isEqualTo(bytes);
        }
    }

    @Test
    void leaves_text_of_people_as_it_is() {
        String text = "wört 😀 \u0007 \uD83D\uDC80";

        assertThat(NativeText.encode(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        assertThat(NativeText.shown(text)).isSameAs(text);
    }

    @Test
    void what_would_turn_a_sentence_or_steer_a_terminal_is_shown_by_its_number() {
        assertThat(NativeText.visible("a\u202eb\u2066c\u200fd\u2028e\u0007f\u001b[2Jg\u009bh"))
                .isEqualTo("a⟨U+202E⟩b⟨U+2066⟩c⟨U+200F⟩d⟨U+2028⟩e⟨U+0007⟩f⟨U+001B⟩[2Jg⟨U+009B⟩h");
        String people = "שלום، سلام, grüße 👩\u200d🚀\n\t";
        assertThat(NativeText.visible(people)).isSameAs(people);
    }
}
