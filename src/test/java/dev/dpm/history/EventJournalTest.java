package dev.dpm.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.event.Journal.Filter;
import dev.dpm.event.Journal.Written;
import dev.dpm.event.Observation;
import dev.dpm.event.RunnerEvent;
import dev.dpm.event.TargetEvent;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetName;

class EventJournalTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T21:46:02.120Z"), ZoneOffset.UTC);
    private static final TargetName WEB = new TargetName("web");
    private static final TargetName API = new TargetName("api");
    private static final Optional<TargetName> ALL = Optional.empty();

    @TempDir
    Path folder;

    private EventJournal open() {
        return new EventJournal(folder, CLOCK, 4096, 100);
    }

    private Path file() {
        return folder.resolve("events.jsonl");
    }

    private static List<Long> sequences(List<Written> events) {
        return events.stream().map(Written::sequence).toList();
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    private static void stop(EventJournal journal, int times) {
        IntStream.range(0, times).forEach(i -> journal.append(new TargetEvent.TargetStopped(WEB, "reason " + i)));
    }

    @Test
    void lines_are_json_objects_with_schema_and_sequence_first() throws IOException {
        try (EventJournal journal = open()) {
            journal.append(new TargetEvent.TargetExited(WEB, 3, 456, new ExitStatus.Signaled(Signal.TERM),
                    Duration.ofMillis(1500), false));
            journal.append(new RunnerEvent.RunnerStopped("asked to, \"politely\"\n"));
        }
        assertThat(Files.readAllLines(file())).containsExactly(
                "{\"schema\":1,\"sequence\":1,\"time\":\"2026-11-22T21:46:02.120Z\",\"type\":\"TargetExited\","
                        + "\"target\":\"web\",\"pid\":456,\"severity\":\"WARNING\","
                        + "\"message\":\"process 456 ended with signal TERM after 1.5 s\",\"asked\":false,\"evidence\":null,"
                        + "\"exit_code\":null,\"exit_signal\":\"TERM\",\"incarnation\":3,\"last_line\":null,\"uptime_seconds\":1.5}",
                "{\"schema\":1,\"sequence\":2,\"time\":\"2026-11-22T21:46:02.120Z\",\"type\":\"RunnerStopped\","
                        + "\"target\":null,\"pid\":null,\"severity\":\"INFO\","
                        + "\"message\":\"dpm-runner ended: asked to, \\\"politely\\\"\\n\","
                        + "\"reason\":\"asked to, \\\"politely\\\"\\n\"}");
    }

    @Test
    void what_was_appended_can_be_read_at_once_with_its_details() throws IOException {
        try (EventJournal journal = open()) {
            journal.append(new TargetEvent.TargetStarted(WEB, 3, 456, "asked"));
            assertThat(journal.read(ALL, 0, 10)).singleElement().satisfies(written -> {
                assertThat(written.sequence()).isEqualTo(1);
                assertThat(written.time()).isEqualTo(CLOCK.instant());
                assertThat(written.type()).isEqualTo("TargetStarted");
                assertThat(written.target()).contains("web");
                assertThat(written.pid()).contains(456L);
                assertThat(written.details()).containsEntry("incarnation", 3).containsEntry("reason", "asked")
                        .hasSize(2);
            });
        }
    }

    @Test
    void the_sequence_continues_across_reopening() throws IOException {
        try (EventJournal journal = open()) {
            stop(journal, 100);
        }
        try (EventJournal journal = open()) {
            assertThat(journal.findings()).isEmpty();
            assertThat(journal.append(new RunnerEvent.RunnerStopped("x")).sequence()).isEqualTo(101);
            assertThat(sequences(journal.read(ALL, 0, 1000))).isEqualTo(range(1, 101));
            assertThat(sequences(journal.read(ALL, 99, 1000))).containsExactly(100L, 101L);
        }
    }

    @Test
    void reads_beyond_memory_from_rotated_files() throws IOException {
        try (EventJournal journal = new EventJournal(folder, CLOCK, 100_000, 20)) {
            journal.append(new TargetEvent.TargetStopped(API, "the only one"));
            stop(journal, 2_500);
            await().untilAsserted(
                    () -> assertThat(sequences(journal.read(ALL, 0, 10_000))).isEqualTo(range(1, 2_501)));
            assertThat(sequences(journal.read(ALL, 0, 2_200))).isEqualTo(range(302, 2_501));
            assertThat(sequences(journal.read(Optional.of(API), 0, 5))).containsExactly(1L);
            assertThat(sequences(journal.read(Optional.of(WEB), 2_490, 3))).isEqualTo(range(2_499, 2_501));
        }
    }

    @Test
    void a_torn_last_line_is_removed_and_said_once() throws IOException {
        try (EventJournal journal = open()) {
            stop(journal, 3);
        }
        String whole = Files.readString(file());
        Files.writeString(file(), whole.substring(0, whole.length() - 20));
        try (EventJournal journal = open()) {
            assertThat(journal.findings()).singleElement().asString().contains("ended in the middle of a line");
            assertThat(journal.append(new RunnerEvent.RunnerStopped("x")).sequence()).isEqualTo(3);
            assertThat(sequences(journal.read(ALL, 0, 10))).containsExactly(1L, 2L, 3L);
        }
        List<String> lines = Files.readAllLines(file());
        assertThat(lines).hasSize(3).allSatisfy(line -> assertThat(JournalLine.parse(line)).isPresent());
        try (EventJournal journal = open()) {
            assertThat(journal.findings()).isEmpty();
        }
    }

    @Test
    void garbage_between_lines_is_skipped_and_noted() throws IOException {
        try (EventJournal journal = open()) {
            stop(journal, 2);
        }
        Files.writeString(file(), "garbage\n{\"schema\":1,\"sequence\":7}\u0000\n", StandardOpenOption.APPEND);
        try (EventJournal journal = open()) {
            stop(journal, 1);
            assertThat(journal.findings()).singleElement().asString().contains("2 unreadable lines");
            assertThat(sequences(journal.read(ALL, 0, 10))).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void a_file_without_any_line_is_set_aside_and_the_sequence_comes_from_the_one_before() throws IOException {
        try (EventJournal journal = open()) {
            stop(journal, 2);
        }
        Files.move(file(), folder.resolve("events.jsonl.1"));
        Files.write(file(), new byte[500]);
        try (EventJournal journal = open()) {
            assertThat(journal.findings()).singleElement().asString()
                    .contains("it was set aside as events.jsonl.damaged-20261122T214602");
            stop(journal, 1);
            assertThat(sequences(journal.read(ALL, 0, 10))).containsExactly(1L, 2L, 3L);
        }
        assertThat(folder.resolve("events.jsonl.damaged-20261122T214602")).hasSize(500);
    }

    @Test
    void what_cannot_be_read_is_set_aside() throws IOException {
        Files.createDirectories(file());
        try (EventJournal journal = open()) {
            assertThat(journal.findings()).singleElement().asString().contains("cannot be read: ");
            stop(journal, 1);
        }
        assertThat(Files.readAllLines(file())).hasSize(1);
    }

    @Test
    void a_newer_schema_is_refused_and_nothing_touched() throws IOException {
        Files.write(file(), new byte[10]);
        Files.writeString(folder.resolve("events.jsonl.1"), "{\"schema\":2,\"n\":1}\n");
        assertThatThrownBy(this::open).isInstanceOf(NewerSchema.class).hasMessage(folder.resolve("events.jsonl.1")
                + " was written by a newer dpm-runner (schema 2); nothing was touched");
        assertThat(file()).hasSize(10);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void events_wait_in_memory_while_the_disk_refuses() throws IOException {
        Path home = folder.resolve("home");
        Files.writeString(home, "a file where the folder should be");
        try (EventJournal journal = new EventJournal(home.resolve("history"), CLOCK)) {
            stop(journal, 3);
            await().until(() -> journal.fault().isPresent());
            assertThat(journal.fault().get()).contains("events.jsonl cannot be written: ").contains("3 lines wait");
            assertThat(sequences(journal.read(ALL, 0, 10))).isEqualTo(range(1, 3));
            Files.delete(home);
            await().until(() -> journal.fault().isEmpty());
        }
        assertThat(Files.readAllLines(home.resolve("history/events.jsonl"))).hasSize(3);
    }

    @Test
    void retention_deletes_rotated_files() throws IOException {
        try (EventJournal journal = open()) {
            stop(journal, 100);
            await().until(() -> Files.exists(folder.resolve("events.jsonl.2")));
        }
        try (EventJournal journal = open()) {
            Files.setLastModifiedTime(folder.resolve("events.jsonl.1"),
                    FileTime.from(CLOCK.instant().minusSeconds(61)));
            journal.trim(Duration.ofMinutes(1));
            assertThat(folder.resolve("events.jsonl.1")).doesNotExist();
            assertThat(folder.resolve("events.jsonl.2")).exists();
            assertThat(file()).exists();
        }
    }

    @Test
    void a_journal_in_memory_reads_and_writes_without_a_disk() throws IOException {
        try (EventJournal journal = EventJournal.inMemory(CLOCK)) {
            stop(journal, 2_001);
            journal.trim(Duration.ZERO);
            assertThat(sequences(journal.read(ALL, 0, 10_000))).isEqualTo(range(2, 2_001));
            assertThat(journal.fault()).isEmpty();
        }
    }

    @Test
    void the_last_thing_that_happened_to_each_target_is_kept_and_a_remark_is_none() throws IOException {
        try (EventJournal journal = open()) {
            journal.append(new TargetEvent.TargetGaveUp(WEB, "its budget is spent"));
            journal.append(new TargetEvent.TargetAcknowledged(WEB, "its budget is spent"));
            journal.append(new TargetEvent.TargetStopped(API, "asked"));
            journal.append(new Observation.MeasureNoted(API, 1, "memory", "counted by rss"));
            journal.append(new Observation.SampleMissed(API, 1, "no descriptor"));

            assertThat(journal.latest().byTarget().get("web").type()).isEqualTo("TargetAcknowledged");
            assertThat(journal.latest().byTarget().get("api").type()).isEqualTo("TargetStopped");
            assertThat(journal.latest().newest().orElseThrow().type()).isEqualTo("SampleMissed");
        }
        try (EventJournal next = open()) {
            next.append(new TargetEvent.TargetStarted(WEB, 2, 456, "asked"));

            assertThat(next.latest().byTarget().get("web").type()).isEqualTo("TargetStarted");
            assertThat(next.latest().byTarget().get("api").type()).isEqualTo("TargetStopped");
        }
    }

    @Test
    void of_a_target_that_was_removed_nothing_is_kept_whichever_runner_wrote_it() throws IOException {
        try (EventJournal journal = open()) {
            journal.append(new TargetEvent.TargetGaveUp(WEB, "its budget is spent"));
            journal.append(new TargetEvent.TargetGaveUp(API, "its budget is spent"));
            journal.append(new TargetEvent.TargetRemoved(API, "asked"));
        }
        try (EventJournal next = open()) {
            next.append(new TargetEvent.TargetRemoved(WEB, "asked"));

            assertThat(next.latest().byTarget()).isEmpty();
        }
    }

    @Test
    void the_runners_own_events_are_found_among_those_of_targets() throws IOException {
        try (EventJournal journal = open()) {
            journal.append(new RunnerEvent.RunnerStopped("first"));
            stop(journal, 50);
            journal.append(new RunnerEvent.RunnerStopped("second"));

            Filter own = new Filter(ALL, true, 0, Long.MAX_VALUE, Optional.empty(), written -> true);

            assertThat(sequences(journal.read(own, 10))).containsExactly(1L, 52L);
        }
        try (EventJournal next = open()) {
            Filter own = new Filter(ALL, true, 0, Long.MAX_VALUE, Optional.empty(), written -> true);

            assertThat(sequences(next.read(own, 10))).containsExactly(1L, 52L);
        }
    }
}
