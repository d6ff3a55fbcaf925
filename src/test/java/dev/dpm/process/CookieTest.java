package dev.dpm.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CookieTest {

    private static final Cookie COOKIE = new Cookie("abc", new Incarnation(new TargetName("web"), 7));

    @ParameterizedTest
    @CsvSource(textBlock = """
            _DPM_COOKIE=abc:web:7|
            A=1|_DPM_COOKIE=abc:web:7|B=2|
            A=_DPM_COOKIE=x:y:1|_DPM_COOKIE=abc:web:7
            |A|_DPM_COOKIE=abc:web:7|
            """)
    void is_found_among_other_entries(String environ) {
        assertThat(Cookie.in(bytes(environ))).contains(COOKIE);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            A=1|B=2|
            X_DPM_COOKIE=abc:web:7|
            _DPM_COOKIE=abc:web|
            _DPM_COOKIE=abc:web:x|
            _DPM_COOKIE=abc:web:0|
            _DPM_COOKIE=abc:WEB:7|
            _DPM_COOKIE=a:b:web:7|
            _DPM_COOKIE=abc:web:99999999999999999999|
            _DPM_COOKIE|
            """)
    void is_not_seen_where_there_is_none(String environ) {
        assertThat(Cookie.in(bytes(environ))).isEmpty();
    }

    @Test
    void reads_what_it_writes() {
        assertThat(Cookie.in(bytes("_DPM_COOKIE=" + COOKIE.text() + "|"))).contains(COOKIE);
    }

    private static byte[] bytes(String environ) {
        return environ.replace('|', '\0').getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void a_process_of_a_hook_says_so() {
        Cookie hook = new Cookie("abc", COOKIE.incarnation(), Hook.PRE_START.option());

        assertThat(hook.text()).isEqualTo("abc:web:7:pre_start");
        assertThat(Cookie.in((LaunchOrder.COOKIE + "=" + hook.text()).getBytes(StandardCharsets.UTF_8)))
                .contains(hook);
        assertThat(Cookie.in((LaunchOrder.COOKIE + "=abc:web:7:other").getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(hook).isNotEqualTo(COOKIE);
    }
}
