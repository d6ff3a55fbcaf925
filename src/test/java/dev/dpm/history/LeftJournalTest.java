package dev.dpm.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.event.Journal.Filter;
import dev.dpm.event.Journal.Written;
import dev.dpm.process.TargetName;

class LeftJournalTest {

    @TempDir
    private Path folder;

    private static String line(long sequence, String target) {
        return "{\"schema\":1,\"sequence\":" + sequence + ",\"time\":\"2026-11-22T12:00:0" + sequence % 10
                + ".000Z\",\"type\":\"TargetRunning\",\"target\":\"" + target
                + "\",\"pid\":1,\"severity\":\"INFO\",\"message\":\"it runs\"}\n";
    }

    private void write(String name, String... lines) throws IOException {
        Files.writeString(folder.resolve(name), String.join("", lines), StandardOpenOption.CREATE);
    }

    private static Filter of(String target) {
        return new Filter(Optional.of(target).filter(name -> !name.isEmpty()).map(TargetName::new), 0, Long.MAX_VALUE,
                Optional.<Instant>empty(), written -> true);
    }

    @Test
    void the_newest_events_are_read_from_all_files_oldest_first() throws IOException {
        write("events.jsonl", line(5, "web"), line(6, "db"));
        write("events.jsonl.1", line(3, "web"), line(4, "web"));
        write("events.jsonl.2", line(1, "web"), line(2, "web"));

        assertThat(new LeftJournal(folder).read(of(""), 3)).extracting(Written::sequence).containsExactly(4L, 5L, 6L);
        assertThat(new LeftJournal(folder).read(of("web"), 100)).extracting(Written::sequence).containsExactly(1L, 2L,
                3L, 4L, 5L);
    }

    @Test
    void damaged_lines_are_skipped_and_left_as_they_are() throws IOException {
        String torn = line(3, "web").substring(0, 40);
        write("events.jsonl", line(1, "web"), "garbage\n", "x".repeat(70_000) + "\n", line(2, "web"), torn);
        byte[] before = Files.readAllBytes(folder.resolve("events.jsonl"));

        assertThat(new LeftJournal(folder).read(of(""), 9)).extracting(Written::sequence).containsExactly(1L, 2L);

        assertThat(folder.resolve("events.jsonl")).hasBinaryContent(before);
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("events.jsonl"));
    }

    @Test
    void without_files_there_is_no_journal() throws IOException {
        assertThat(new LeftJournal(folder).exists()).isFalse();
        assertThat(new LeftJournal(folder.resolve("nowhere")).exists()).isFalse();
    }

    @Test
    void what_cannot_be_read_is_named() throws IOException {
        Files.createDirectory(folder.resolve("events.jsonl"));

        assertThat(new LeftJournal(folder).exists()).isTrue();
        assertThatThrownBy(() -> new LeftJournal(folder).read(of(""), 9)).isInstanceOf(IOException.class)
                .hasMessageContaining("the journal " + folder.resolve("events.jsonl") + " cannot be read: ");
    }
}
