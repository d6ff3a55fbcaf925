package dev.dpm.config.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.config.Settings.Origin;
import dev.dpm.config.Settings.Source;

/** Tests the warnings about changes of a running target's settings that have no effect. */
class LiveSettingsTest {

    private static Settings written(String texts) {
        Settings settings = Settings.none();
        int line = 1;
        for (String pair : texts.strip().split(" ")) {
            String[] parts = pair.split("=", 2);
            Option<?> option = Options.byName(parts[0]).orElseThrow();
            settings = settings.known(option, parts[1], new Origin(Source.FILE, "dpm.yaml line " + line++));
        }
        return settings;
    }

    private static LiveSettings changed(String texts, String change) {
        String[] parts = change.split("=", 2);
        return LiveSettings.changed(written(texts), Map.of(parts[0], parts[1]), "api");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nice=1                         | check_interval=5      | check_interval has no effect without http_check, tcp_check or exec_check
            nice=1                         | breach_samples=5      |
            tcp_check=localhost:1          | check_interval=5      |
            max_restarts=-1                | on_exhausted=exit     | on_exhausted has no effect while max_restarts is -1
            on_exhausted=exit              | max_restarts=-1       | dpm.yaml line 1: on_exhausted has no effect while max_restarts is -1
            on_exhausted=exit max_restarts=-1 | max_restarts=4     |
            tcp_check=localhost:1 check_interval=5 | tcp_check=off | dpm.yaml line 2: check_interval has no effect without http_check or exec_check, while tcp_check is off
            check_interval=5               | stop_grace=4          |
            """)
    void a_change_that_leaves_a_setting_without_effect_is_a_warning(String before, String change, String warning) {
        LiveSettings live = changed(before, change);

        assertThat(live.faults()).isEmpty();
        if (warning == null) {
            assertThat(live.warnings()).isEmpty();
        } else {
            assertThat(live.warnings()).containsExactly(warning);
        }
    }

    @Test
    void a_change_that_is_refused_has_no_warning() {
        LiveSettings live = LiveSettings.changed(written("nice=1"), Map.of("check_interval", "5", "stop_grace", "x"),
                "api");

        assertThat(live.faults()).hasSize(1);
        assertThat(live.warnings()).isEmpty();
    }
}
