package dev.dpm.supervision;

import static dev.dpm.testing.TargetSpecs.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.config.TargetSpec;
import dev.dpm.process.TargetName;

/** Tests when the settings of a target count as changed. */
class LifeFiguresTest {

    private static final Duration NOW = Duration.ofSeconds(100);

    private static TargetSpec spec(int line, String secret, Map<String, String> environment) throws Exception {
        Settings settings = Settings.none().with(Options.NICE, "5",
                new Settings.Origin(Settings.Source.FILE, "dpm.yaml line " + line));
        return new TargetSpec(new TargetName("web"), List.of("/bin/web", "--password=" + secret), Path.of("/"),
                environment, "0022", settings, Optional.empty());
    }

    private static Optional<Duration> settled(TargetSpec before, TargetSpec after) {
        LifeFigures figures = new LifeFigures();
        figures.settings(before, NOW);
        figures.settings(after, NOW.plusSeconds(1));
        return figures.settled(NOW.plusSeconds(10));
    }

    @Test
    void a_line_inserted_above_in_the_file_is_no_change() throws Exception {
        assertThat(settled(spec(2, "a", Map.of()), spec(3, "a", Map.of()))).isEmpty();
    }

    @Test
    void what_no_page_shows_is_a_change_all_the_same() throws Exception {
        assertThat(settled(spec(2, "a", Map.of()), spec(2, "b", Map.of()))).contains(Duration.ofSeconds(9));
        assertThat(settled(spec(2, "a", Map.of("A", "1")), spec(2, "a", Map.of("A", "2"))))
                .contains(Duration.ofSeconds(9));
        assertThat(settled(target("web", "nice=1"), target("web", "nice=2"))).contains(Duration.ofSeconds(9));
    }
}
