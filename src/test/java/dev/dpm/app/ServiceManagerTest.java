package dev.dpm.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.supervision.Snapshot;

class ServiceManagerTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            30000000, -,  PT30S
            30000000, 77, PT30S
            30000000, 78, -
            -,        -,  -
            0,        -,  -
            -1,       77, -
            soon,     -,  -
            """)
    void the_watchdog_counts_where_it_is_meant_for_this_process(String micros, String pid, String expected) {
        Map<String, String> environment = new HashMap<>();
        if (micros != null) {
            environment.put("WATCHDOG_USEC", micros);
        }
        if (pid != null) {
            environment.put("WATCHDOG_PID", pid);
        }

        assertThat(ServiceManager.watchdog(environment, 77).map(Duration::toString).orElse(null)).isEqualTo(expected);
    }

    @Test
    void a_runner_without_targets_says_so() {
        assertThat(ServiceManager.status(new Snapshot(1, Duration.ZERO, List.of(), List.of())))
                .isEqualTo("STATUS=no targets");
    }
}
