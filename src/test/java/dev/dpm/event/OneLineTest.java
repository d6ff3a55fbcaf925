package dev.dpm.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {

    private static String shown(String written) {
        return OneLine.of(written, 40);
    }

    @Test
    void what_steers_a_terminal_is_left_out() {
        assertThat(shown("\u001b[31mred\u001b[0m and \u001b[1;38;5;200mbold")).isEqualTo("red and bold");
        assertThat(shown("\u001b]0;a title\u0007what follows")).isEqualTo("what follows");
        assertThat(shown("\u001b]8;;http://x\u001b\\a link\u001b]8;;\u001b\\ ends")).isEqualTo("a link ends");
        assertThat(shown("\u001b[2J\u001b[H\u001bcleft")).isEqualTo("left");
        assertThat(shown("never ended \u001b]0;title")).isEqualTo("never ended");
        assertThat(shown("C1 \u009b and a bell \u0007, bidi \u202e too")).isEqualTo("C1 and a bell , bidi too");
    }

    @Test
    void line_ends_and_blanks_are_one_blank() {
        assertThat(shown("  a\tb\r\nc  \u2028 d ")).isEqualTo("a b c d");
    }

    @Test
    void what_is_too_long_is_cut_between_characters() {
        String faces = "\ud83d\ude00".repeat(41);

        assertThat(shown("x".repeat(40))).isEqualTo("x".repeat(40));
        assertThat(shown("x".repeat(41))).isEqualTo("x".repeat(39) + "…");
        assertThat(shown(faces)).isEqualTo("\ud83d\ude00".repeat(39) + "…");
    }
}
