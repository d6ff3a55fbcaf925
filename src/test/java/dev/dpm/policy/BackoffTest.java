package dev.dpm.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    @ParameterizedTest(name = "interval {0}, factor {1}, max {2}, restart {3}, reached RUNNING {4}: {5} ms")
    @CsvSource(textBlock = """
            # interval ms, factor, max ms, n-th in a row, reached RUNNING, delay ms
            5000, 2,   300000, 1,    false, 5000
            5000, 2,   300000, 2,    false, 10000
            5000, 2,   300000, 3,    true,  20000
            5000, 2,   300000, 6,    true,  160000
            5000, 2,   300000, 7,    true,  300000
            5000, 2,   300000, 5000, false, 300000
            0,    2,   300000, 1,    false, 0
            0,    2,   300000, 2,    false, 200
            0,    2,   300000, 3,    false, 400
            0,    2,   300000, 5000, false, 300000
            0,    2,   300000, 2,    true,  0
            0,    2,   300000, 5000, true,  0
            50,   2,   300000, 1,    false, 50
            50,   2,   300000, 2,    false, 200
            50,   2,   300000, 2,    true,  100
            5000, 1,   300000, 1,    true,  5000
            5000, 1,   300000, 9,    true,  5000
            0,    1,   300000, 9,    false, 100
            5000, 1.5, 300000, 2,    true,  7500
            5000, 2,   1000,   1,    true,  1000
            5000, 2,   0,      3,    true,  0
            """)
    void waits_longer_with_every_restart_in_a_row(long interval, double factor, long max, int inARow,
            boolean reachedRunning, long expected) {
        Backoff backoff = new Backoff(Duration.ofMillis(interval), factor, Duration.ofMillis(max));

        assertThat(backoff.delay(inARow, reachedRunning)).isEqualTo(Duration.ofMillis(expected));
    }
}
