package dev.dpm.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.dpm.config.value.BadValue;
import dev.dpm.testing.Tries;

/** Parses texts near valid values of each option: the answer is a value or {@link BadValue}, never another exception. */
class OddOptionValuesTest {

    private static final List<String> SOUND = List.of("1", "80.5", "50%", "512MiB", "1h30m", "500ms", "off", "true",
            "TERM",
            "0,2-5", "http://user@[::1]:8080/a%20b?x=y#z", "https://münchen.example:443/", "127.0.0.1:80", "[::1]:80",
            "web*=x", "(a|b)+[^c]{2,3}?$", "0 3 * * 1-5", "Europe/Berlin", "UTC+01:00", "a=b,c=d", "nofile=1:unlimited",
            "0-3,5", "0.5", "500m", "journald", "syslog:x", "/var/log/x.log", "a,b", "env:A=1", "root:root", "0022",
            "slack+https://x/", "a: b", "{\"a\":1}", "**/*.{js,ts}", "app=web,tier!=db", "10-20", "10%", "GMT0");
    private static final List<String> PIECES = List.of("%", "%zz", "%00", "[", "]", "{", "}", "(", ")", "\\", "\\p{",
            "\\Q",
            "(?<", "{99999999999}", "{1,", "*", "**", "?", "+", "-", ",", ",,", ":", "://", "::1", "[::1%lo]", "@", "#",
            "/",
            "//", "..", "=", "==", "!=", "|", "||", "&", "99999999999999999999", "1e999999999", "1e-999999999", "0x1p3",
            "NaN", "Infinity", "-0", "٣", "۴", "½", "\0", "\n", "\t", " ", "\uD800", "\uDC80", "\u202e", "ß", "İ", "日本",
            "xn--", "xn--a-ecp.ru", "UTC", "GMT+99", "Etc/", "../../etc/passwd", "L", "W", "5#3", "?", "@reboot", "$",
            "${A}", "'", "\"", "~", "^", ".", "K", "iB", "PiB", "h", "ms", "y");

    static List<Option<?>> options() {
        return Options.all();
    }

    @ParameterizedTest
    @MethodSource("options")
    void any_text_is_a_value_or_a_sentence(Option<?> option) {
        Tries.of(200).check(any -> {
            String text = any.near(any.of(SOUND), PIECES);
            Assertions.assertTimeout(Duration.ofSeconds(20), () -> {
                try {
                    assertThat((Object) option.parse(text)).isNotNull();
                } catch (BadValue refused) {
                    assertThat(refused.getMessage()).isNotBlank();
                }
            });
        });
    }
}
