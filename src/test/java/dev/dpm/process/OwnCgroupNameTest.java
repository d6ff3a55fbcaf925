package dev.dpm.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnCgroupNameTest {

    private static final Cookie WEB = new Cookie("20383bda", new Incarnation(new TargetName("web"), 3));

    private static byte[] lines(String text) {
        return text.replace(";", "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void its_name_is_the_cookie() {
        assertThat(Cookie.inCgroups(lines("8:pids:/user/" + WEB.cgroup() + ";0::/"))).contains(WEB);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            what runs in cgroups of its own below     | 8:pids:/dpm:20383bda:web:3/docker/0a1b
            a runner that another one runs            | 8:pids:/dpm:77777777:runner:1/dpm:20383bda:web:3
            version 2                                 | 1:name=systemd:/;0::/dpm:20383bda:web:3
            """)
    void is_found(String where, String lines) {
        assertThat(Cookie.inCgroups(lines(lines))).as(where).contains(WEB);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no number      | 8:pids:/dpm:20383bda:web:
            too much       | 8:pids:/dpm:20383bda:web:3:4
            another's word | 8:pids:/xdpm:20383bda:web:3
            no cgroup      | 8:pids:/
            """)
    void is_not_found(String where, String lines) {
        assertThat(Cookie.inCgroups(lines(lines))).as(where).isEmpty();
    }
}
