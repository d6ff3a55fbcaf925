package dev.dpm.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that the daemon's own output stays small, and that a line in it says what was deleted. */
class BoundedOutputTest {

    private static final Instant NOW = Instant.parse("2026-11-30T17:00:00.5Z");

    @TempDir
    private Path folder;
    private Path file;
    private BoundedOutput output;

    @BeforeEach
    void make() {
        file = folder.resolve("daemon.out");
        output = new BoundedOutput(file, 1_000, 500);
    }

    /** Lines of ten bytes each. */
    private static String lines(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "line %04d\n".formatted(i)).collect(Collectors.joining());
    }

    @Test
    void a_small_file_stays_as_it_is() throws IOException {
        Files.writeString(file, lines(0, 100));

        output.trim(NOW);

        assertThat(file).hasContent(lines(0, 100));
    }

    @Test
    void of_a_large_file_the_newest_whole_lines_remain_and_the_first_line_says_how_much_is_gone() throws IOException {
        Files.writeString(file, lines(0, 101) + "half");

        output.trim(NOW);

        assertThat(file).hasContent("2026-11-30T17:00:00Z dpm-runner deleted older lines here, 520 bytes since the "
                + "daemon's start: the file has at most 1000 bytes\n" + lines(52, 101) + "half");
    }

    @Test
    void each_deletion_counts_all_bytes_since_the_start_except_its_own_lines() throws IOException {
        Files.writeString(file, lines(0, 200));
        output.trim(NOW);
        Files.writeString(file, lines(200, 300), StandardOpenOption.APPEND);

        output.trim(NOW);

        List<String> left = Files.readAllLines(file);
        assertThat(left.get(0)).contains("deleted older lines here, " + (300 - left.size() + 1) * 10 + " bytes");
        assertThat(left.subList(1, left.size())).first().asString().startsWith("line ");
        assertThat(left).last().isEqualTo("line 0299");
    }

    @Test
    void one_endless_line_is_cut_too() throws IOException {
        Files.writeString(file, "x".repeat(5_000));

        output.trim(NOW);

        assertThat(Files.size(file)).isLessThan(1_000);
        assertThat(Files.readAllLines(file)).last().isEqualTo("x".repeat(500));
    }

    @Test
    void who_appends_goes_on_at_the_new_end() throws IOException {
        try (OutputStream jvm = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            jvm.write(lines(0, 200).getBytes());
            output.trim(NOW);
            jvm.write("after\n".getBytes());
        }

        assertThat(Files.readAllLines(file)).last().isEqualTo("after");
        assertThat(Files.size(file)).as("no hole of zeros before the new lines").isLessThan(1_000);
    }

    @Test
    void a_process_whose_stdout_is_another_file_has_none() {
        assertThat(BoundedOutput.own(new RuntimeDirectory(folder))).isEmpty();
    }
}
