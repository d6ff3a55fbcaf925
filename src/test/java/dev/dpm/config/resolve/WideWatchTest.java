package dev.dpm.config.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which watched patterns match so many files that they are probably a mistake. */
class WideWatchTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            /,            /srv/web,   /
            .,            /,          /
            **/*.py,      /,          /
            *,            /,          -
            ../..,        /srv/web,   /
            ../../**,     /srv/web,   /
            /usr,         /srv/web,   /usr
            /proc/*/stat, /srv/web,   -
            /proc,        /srv/web,   /proc
            /var/**,      /srv/web,   /var
            /var/www,     /srv/web,   -
            .,            /home/ann,  /home/ann
            **,           /home,      /home
            src,          /home/ann,  -
            .,            /home/ann/x, -
            .,            /srv/web,   -
            .,            /app,       -
            /etc/nginx,   /,          -
            //,           /srv,       /
            """)
    void a_watch_of_a_whole_system_is_wide(String pattern, Path folder, String wide) {
        assertThat(WideWatch.roots(List.of(pattern), folder, "/home/ann"))
                .isEqualTo(wide == null ? List.of() : List.of(wide));
    }
}
