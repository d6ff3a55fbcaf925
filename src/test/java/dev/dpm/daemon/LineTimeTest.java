package dev.dpm.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineTimeTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final LineTime times = new LineTime(ZoneId.of("Europe/Berlin"), NOW);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-02-28T18:00:01Z started                                     | 2026-02-28T18:00:01Z
            2026-02-28T18:00:01.25+01:00 INFO  x                             | 2026-02-28T17:00:01.250Z
            2026-02-28 18:00:01,123 INFO python                              | 2026-02-28T17:00:01.123Z
            [2026-02-28 18:00:01 +0000] [7] [INFO] gunicorn                  | 2026-02-28T18:00:01Z
            2026-02-28 18:00:01.123 UTC [12] LOG:  postgres                  | 2026-02-28T18:00:01.123Z
            2026/02/28 18:00:01 [error] 7#7: nginx, or go                    | 2026-02-28T17:00:01Z
            127.0.0.1 - - [28/Feb/2026:18:00:01 +0100] "GET / HTTP/1.1" 200  | 2026-02-28T17:00:01Z
            127.0.0.1 - - [28/Feb/2026 18:00:01] "GET / HTTP/1.1" 200 -      | 2026-02-28T17:00:01Z
            1:M 28 Feb 2026 18:00:01.500 * redis                             | 2026-02-28T17:00:01.500Z
            Feb 28 18:00:01 host app[7]: syslog                              | 2026-02-28T17:00:01Z
            Dec 31 18:00:01 host app[7]: of the year before                  | 2025-12-31T17:00:01Z
            {"level":"info","ts":1772301601.25,"msg":"zap"}                  | 2026-02-28T18:00:01Z
            {"level":30,"time":1772301601250,"msg":"pino"}                   | 2026-02-28T18:00:01Z
            {"msg":"x","timestamp":"2026-02-28T18:00:01Z"}                   | 2026-02-28T18:00:01Z
            """)
    void reads_the_times_that_programs_write(String line, Instant moment) {
        assertThat(times.of(line)).contains(moment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ready", "  at Foo.java:12:30:45", "2026-02-30 18:00:01 no such day",
            "2026-02-28 25:00:01 no such hour", "took 12:30:45", "\"id\":12345678901234567890,"})
    void takes_nothing_else_for_a_time(String line) {
        assertThat(times.of(line)).isEmpty();
    }

    @Test
    void looks_at_the_beginning_of_a_long_line_only() {
        assertThat(times.of("x".repeat(1_000_000) + " 2026-02-28T18:00:01Z")).isEmpty();
    }
}
