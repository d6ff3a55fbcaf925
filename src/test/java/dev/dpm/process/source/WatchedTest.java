package dev.dpm.process.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.process.SourceFiles;
import dev.dpm.process.TargetName;

/** Tests which files count, which folders have to be watched for them, and when and how changes are reported. */
class WatchedTest {

    private static Watched watched(List<String> patterns, String... ignored) {
        return new Watched(new TargetName("web"), new SourceFiles(Path.of("/srv/app"), patterns, List.of(ignored),
                Duration.ofMillis(500)));
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            src/**/*.py       | /srv/app/src/a.py                | true
            src/**/*.py       | /srv/app/src/deep/er/a.py        | true
            src/**/*.py       | /srv/app/src/a.txt               | false
            src/**/*.py       | /srv/app/a.py                    | false
            *.py              | /srv/app/a.py                    | true
            *.py              | /srv/app/src/a.py                | false
            **/*.{py,html}    | /srv/app/x/y.html                | true
            **/*.{py,html}    | /srv/app/y.py                    | true
            templates         | /srv/app/templates/deep/x        | true
            templates         | /srv/app/templates               | true
            app.py            | /srv/app/app.py                  | true
            app.py            | /srv/app/lib/app.py              | false
            .                 | /srv/app/anything/at.all         | true
            ../lib/*.py       | /srv/lib/a.py                    | true
            /etc/app/*.conf   | /etc/app/x.conf                  | true
            .                 | /srv/app/.git/index              | false
            .                 | /srv/app/node_modules/x/y.js     | false
            .                 | /srv/app/src/__pycache__/a.pyc   | false
            .                 | /srv/app/.app.py.swp             | false
            .                 | /srv/app/app.py~                 | false
            .                 | /srv/app/.#app.py                | false
            .                 | /srv/app/4913                    | false
            .                 | /srv/app/out.log                 | false
            .                 | /srv/app/build/gen/x.py          | false
            .                 | /srv/app/build/x.py              | true
            """)
    void a_change_counts(String pattern, Path file, boolean counts) {
        assertThat(watched(List.of(pattern), "*.log", "build/gen").counts(file)).isEqualTo(counts);
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            src/**/*.py       | /srv/app                  | true
            src/**/*.py       | /srv/app/src              | true
            src/**/*.py       | /srv/app/src/deep         | true
            src/**/*.py       | /srv/app/docs             | false
            *.py              | /srv/app                  | true
            *.py              | /srv/app/src              | false
            conf/*/x.yml      | /srv/app/conf/a           | true
            conf/*/x.yml      | /srv/app/conf/a/b         | false
            .                 | /srv/app/.git             | false
            .                 | /srv/app/build/gen        | false
            """)
    void a_folder_is_watched(String pattern, Path folder, boolean needed) {
        assertThat(watched(List.of(pattern), "build/gen").needs(folder)).isEqualTo(needed);
    }

    @Test
    void a_target_whose_own_folder_lies_below_an_ignored_name_is_watched_all_the_same() {
        Watched inside = new Watched(new TargetName("web"), new SourceFiles(Path.of("/srv/venv/app"), List.of("*.py"),
                List.of(), Duration.ofMillis(500)));

        assertThat(inside.counts(Path.of("/srv/venv/app/a.py"))).isTrue();
    }

    @Test
    void a_burst_is_told_once_when_it_is_over_and_names_the_first_file() {
        Watched web = watched(List.of("."));
        web.changed(Path.of("/srv/app/app.py"), 0);
        assertThat(web.dueAt()).isEqualTo(500_000_000);
        web.changed(Path.of("/srv/app/app.py"), 400_000_000);
        web.changed(Path.of("/srv/app/b.py"), 450_000_000);
        web.changed(Path.of("/srv/app/c.py"), 450_000_000);

        assertThat(web.dueAt()).isEqualTo(950_000_000);
        assertThat(web.told()).isEqualTo("app.py and 2 other files changed");
        assertThat(web.isPending()).isFalse();
    }

    @Test
    void changes_that_never_end_are_told_after_ten_times_the_debounce() {
        Watched web = watched(List.of("."));
        for (long now = 0; now < 6_000_000_000L; now += 100_000_000) {
            web.changed(Path.of("/srv/app/app.py"), now);
        }

        assertThat(web.dueAt()).isEqualTo(5_000_000_000L);
        assertThat(web.told()).isEqualTo("app.py changed");
    }

    @Test
    void a_name_is_fit_for_a_sentence() {
        Watched web = watched(List.of("."));
        web.changed(Path.of("/srv/app/" + "x".repeat(200) + "\n.py"), 0);

        assertThat(web.told()).startsWith("…xxx").endsWith("x?.py changed").hasSizeLessThan(140);
    }
}
