package dev.dpm.process.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.dpm.process.Cookie;
import dev.dpm.process.Incarnation;
import dev.dpm.process.TargetName;
import dev.dpm.testing.Tries;

/** Tests processes with random names and random environments. */
class AnyProcTest {

    private static final Cookie COOKIE = new Cookie("abc", new Incarnation(new TargetName("web"), 7));
    private static final byte[] STAT = ("4242 (a b) S 17 4242 4240 34816 -1 4194560 1 2 3 4 1100 220 33 44 20 0 1 0"
            + " 987654 10000000 1234 18446744073709551615 1 1 0\n").getBytes(StandardCharsets.ISO_8859_1);

    private static final List<String> PIECES = List.of("", "(", ")", ") (", ") S 1 (", "\n", " ", "-", "-1",
            "99999999999999999999", "x", "\0",
            ":", "web", "7", "\u00e4", "\uD83D\uDE00", "_DPM_COOKIE=");
    private static final List<String> VARIABLES = List.of("", "=", "A", "A=", "A=_DPM_COOKIE=x:y:1",
            "X_DPM_COOKIE=x:y:1", "_DPM_COOKI=x:y:1",
            "_DPM_COOKIE", "_", "\u00e4=\u00f6", "A=\n_DPM_COOKIE=x:y:1");

    @Test
    void a_stat_of_any_bytes_is_read_or_nobody() {
        Tries.of(2000).check(any -> assertThat(ProcStat.parse(any.bytes(120))).isNotNull());
    }

    @Test
    void a_stat_cut_and_mended_is_read_or_nobody() {
        Tries.of(2000).check(any -> {
            int place = any.between(0, STAT.length);
            byte[] odd = any.of(PIECES).getBytes(StandardCharsets.UTF_8);
            byte[] head = Arrays.copyOf(STAT, place);
            byte[] line = Arrays.copyOf(head, place + odd.length + STAT.length - place);
            System.arraycopy(odd, 0, line, place, odd.length);
            System.arraycopy(STAT, place, line, place + odd.length, STAT.length - place);

            assertThat(ProcStat.parse(line)).isNotNull();
            assertThat(ProcStat.parse(head)).isNotNull();
        });
    }

    @Test
    void an_environment_of_any_bytes_is_looked_through() {
        Tries.of(2000).check(any -> assertThat(Cookie.in(any.bytes(200))).isNotNull());
    }

    @Test
    void a_cookie_is_found_whatever_stands_before_it() {
        Tries.of(1000).check(any -> {
            List<String> before = any.list(8, () -> any.of(VARIABLES));
            String environ = String.join("\0", before) + "\0_DPM_COOKIE=" + COOKIE.text() + "\0";

            assertThat(Cookie.in(environ.getBytes(StandardCharsets.UTF_8))).contains(COOKIE);
        });
    }

    @Test
    void a_cookie_of_any_text_is_one_or_none() {
        Tries.of(1000).check(any -> {
            String text = any.of(PIECES) + ":" + any.of(PIECES) + ":" + any.of(PIECES);
            byte[] environ = ("_DPM_COOKIE=" + text).getBytes(StandardCharsets.UTF_8);

            Cookie.in(environ).ifPresent(
                    cookie -> assertThat(TargetName.isValid(cookie.incarnation().target().value())).isTrue());
        });
    }
}
