package dev.dpm.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogRecord;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepetitionsTest {

    private final Repetitions repetitions = new Repetitions();
    private Instant now = Instant.parse("2026-11-28T15:00:00Z");

    private Optional<String> say(String logger, Throwable thrown) {
        LogRecord record = new LogRecord(Level.SEVERE, "failed");
        record.setLoggerName(logger);
        record.setThrown(thrown);
        record.setInstant(now);
        return repetitions.message(record, record::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.quarkus.vertx.http.runtime.QuarkusErrorHandler", "org.jboss.resteasy",
            "dev.dpm.api.ProblemMapper"})
    void one_trace_a_minute_is_written_and_the_others_are_counted(String logger) {
        assertThat(say(logger, new IllegalStateException())).contains("failed");
        for (int i = 0; i < 503; i++) {
            assertThat(say(logger, new IllegalStateException())).isEmpty();
        }
        assertThat(say(logger, new IllegalArgumentException())).as("another kind").contains("failed");
        now = now.plus(Repetitions.PAUSE);

        assertThat(say(logger, new IllegalStateException())).contains("failed (503 more like it before)");
        now = now.plus(Duration.ofHours(1));
        assertThat(say(logger, new IllegalStateException())).contains("failed");
    }

    @Test
    void what_supervision_says_and_what_has_no_trace_is_always_written() {
        for (int i = 0; i < 3; i++) {
            assertThat(say("dev.dpm.supervision.Supervisor", new IllegalStateException())).contains("failed");
            assertThat(say("io.vertx", null)).contains("failed");
        }
    }
}
