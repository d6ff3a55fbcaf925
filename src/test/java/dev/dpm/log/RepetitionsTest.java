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
        return say(logger, "failed", thrown);
    }

    private Optional<String> say(String logger, String message, Throwable thrown) {
        LogRecord record = new LogRecord(Level.SEVERE, message);
        record.setLoggerName(logger);
        record.setThrown(thrown);
        record.setInstant(now);
        return repetitions.message(record, () -> String.valueOf(record.getMessage()));
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
    void a_librarys_messages_without_a_trace_are_counted_as_well() {
        String logger = "io.quarkus.vertx.http.runtime.QuarkusErrorHandler";
        String message = "Worker thread pool exhaustion, no more worker threads available - for request ";

        assertThat(say(logger, message + 0, null)).contains(message + 0);
        for (int i = 1; i < 200; i++) {
            assertThat(say(logger, message + i, null)).isEmpty();
        }
        assertThat(say(logger, "Another message", null)).contains("Another message");
        assertThat(say(logger, null, null)).as("a record may have no message").isPresent();
        now = now.plus(Repetitions.PAUSE);

        assertThat(say(logger, message, null)).contains(message + " (199 more like it before)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev.dpm.supervision.Supervisor", "dev.dpm.api.Api", "web"})
    void what_the_runner_says_without_a_trace_is_always_written(String logger) {
        for (int i = 0; i < 3; i++) {
            assertThat(say(logger, null)).contains("failed");
        }
    }

    @Test
    void what_supervision_says_is_always_written_with_its_trace() {
        for (int i = 0; i < 3; i++) {
            assertThat(say("dev.dpm.supervision.Supervisor", new IllegalStateException())).contains("failed");
        }
    }
}
