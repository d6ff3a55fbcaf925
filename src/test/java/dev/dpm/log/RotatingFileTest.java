package dev.dpm.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RotatingFileTest {

    @TempDir
    Path folder;

    private static void append(RotatingFile file, List<String> lines) throws IOException {
        List<byte[]> left = new ArrayList<>(
                lines.stream().map(line -> (line + "\n").getBytes(StandardCharsets.UTF_8)).toList());
        while (!left.isEmpty()) {
            left.subList(0, file.append(left)).clear();
        }
    }

    private static List<String> oldestFirst(RotatingFile file) throws IOException {
        List<Path> generations = new ArrayList<>(file.generations());
        Collections.reverse(generations);
        List<String> lines = new ArrayList<>();
        for (Path generation : generations) {
            lines.addAll(Files.readAllLines(generation));
        }
        return lines;
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            1
            7
            20
            21
            64
            1000
            """)
    void rotation_loses_no_line_and_no_file_exceeds_its_size(long maxBytes) throws IOException {
        List<String> lines = IntStream.range(0, 100).mapToObj(i -> "line " + i).toList();
        try (RotatingFile file = new RotatingFile(folder.resolve("a/b/x.log"), maxBytes, 200)) {
            append(file, lines);
            assertThat(oldestFirst(file)).isEqualTo(lines);
            for (Path generation : file.generations()) {
                assertThat(Files.size(generation)).isLessThanOrEqualTo(Math.max(maxBytes, "line 99\n".length()));
            }
        }
    }

    @Test
    void keeps_only_so_many_rotated_files() throws IOException {
        try (RotatingFile file = new RotatingFile(folder.resolve("x.log"), 4, 2)) {
            append(file, List.of("one", "two", "333", "444", "555"));
            assertThat(oldestFirst(file)).containsExactly("333", "444", "555");
            assertThat(folder.resolve("x.log.2")).hasContent("333\n");
            assertThat(folder.resolve("x.log.3")).doesNotExist();
        }
    }

    @Test
    void is_emptied_where_nothing_is_kept() throws IOException {
        try (RotatingFile file = new RotatingFile(folder.resolve("x.log"), 8, 0)) {
            append(file, List.of("one", "two", "333"));
            assertThat(oldestFirst(file)).containsExactly("333");
            assertThat(file.generations()).containsExactly(folder.resolve("x.log"));
        }
    }

    @Test
    void appends_to_what_is_there_and_ends_a_torn_line() throws IOException {
        Files.writeString(folder.resolve("x.log"), "whole\nto");
        try (RotatingFile file = new RotatingFile(folder.resolve("x.log"), 100, 1)) {
            append(file, List.of("new"));
        }
        assertThat(folder.resolve("x.log")).hasContent("whole\nto\nnew\n");
    }

    @Test
    void only_the_owner_can_read_it() throws IOException {
        try (RotatingFile file = new RotatingFile(folder.resolve("logs/x.log"), 4, 1)) {
            append(file, List.of("one", "two"));
            for (Path generation : file.generations()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(generation)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void a_file_deleted_under_it_is_made_anew() throws IOException {
        try (RotatingFile file = new RotatingFile(folder.resolve("x.log"), 100, 1)) {
            append(file, List.of("one"));
            Files.delete(folder.resolve("x.log"));
            append(file, List.of("two"));
        }
        assertThat(folder.resolve("x.log")).hasContent("two\n");
    }

    @Test
    void a_full_disk_is_an_exception_and_writing_goes_on_when_there_is_room() throws IOException {
        // /dev/full answers every write with ENOSPC, full(4)
        Files.createSymbolicLink(folder.resolve("x.log"), Path.of("/dev/full"));
        try (RotatingFile file = new RotatingFile(folder.resolve("x.log"), 100, 1)) {
            assertThatThrownBy(() -> append(file, List.of("one"))).isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left on device");
            Files.delete(folder.resolve("x.log"));
            append(file, List.of("one"));
        }
        assertThat(folder.resolve("x.log")).hasContent("one\n");
    }

    @Test
    void trimming_deletes_old_files_and_those_beyond_the_number_kept() throws IOException {
        try (RotatingFile file = new RotatingFile(folder.resolve("x.log"), 4, 3)) {
            append(file, List.of("one", "two", "333", "444"));
            Files.setLastModifiedTime(folder.resolve("x.log.3"), FileTime.from(Instant.EPOCH));
            Files.writeString(folder.resolve("x.log.9"), "left by a larger number");
            Files.writeString(folder.resolve("x.log.old"), "not ours");
            file.trim(Instant.EPOCH.plusSeconds(1));
            assertThat(file.generations()).containsExactly(folder.resolve("x.log"), folder.resolve("x.log.1"),
                    folder.resolve("x.log.2"));
            assertThat(folder.resolve("x.log.old")).exists();
        }
    }
}
