package dev.dpm.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.event.Component;
import dev.dpm.event.Event;
import dev.dpm.event.RunnerEvent.RunnerLost;
import dev.dpm.event.RunnerEvent.RunnerNoted;
import dev.dpm.event.RunnerEvent.RunnerStarted;
import dev.dpm.event.RunnerEvent.RunnerStopped;

class FormerRunnerTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    private Path folder;

    private Optional<FormerRunner> lostAfter(Event... events) throws IOException {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        try (EventJournal journal = new EventJournal(folder, clock)) {
            for (Event event : events) {
                journal.append(event);
            }
        }
        try (EventJournal next = new EventJournal(folder, clock)) {
            return next.lost();
        }
    }

    @Test
    void a_runner_without_an_end_is_lost() throws IOException {
        assertThat(lostAfter(new RunnerStarted("1", 7), new RunnerStopped("asked"), new RunnerStarted("1", 8),
                new RunnerNoted(Component.STATE, "a note"))).contains(new FormerRunner(8, NOW));
    }

    @Test
    void a_runner_with_an_end_is_not_even_where_something_follows() throws IOException {
        assertThat(lostAfter(new RunnerStarted("1", 7), new RunnerStopped("asked"),
                new RunnerNoted(Component.STATE, "a note"))).isEmpty();
    }

    @Test
    void a_journal_without_events_tells_of_no_runner() throws IOException {
        assertThat(lostAfter()).isEmpty();
    }

    @Test
    void a_stop_without_a_runner_reports_the_loss_and_ends_it() throws IOException {
        assertThat(lostAfter(new RunnerStarted("1", 7), new RunnerLost(7, "it was killed", "then",
                Duration.ZERO, 1), new RunnerStopped("asked"))).isEmpty();
    }

    @Test
    void words_of_a_target_are_no_end() throws IOException {
        assertThat(lostAfter(new RunnerStarted("1", 7),
                new RunnerNoted(Component.STATE, "\"type\":\"RunnerStopped\",\"target\":null,\"pid\":null,")))
                .contains(new FormerRunner(7, NOW));
    }

    @Test
    void a_start_that_is_too_old_to_be_read_leaves_the_pid_unknown() throws IOException {
        assertThat(lostAfter(new RunnerNoted(Component.STATE, "a note"))).contains(new FormerRunner(0, NOW));
    }
}
