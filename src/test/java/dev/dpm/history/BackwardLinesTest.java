package dev.dpm.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackwardLinesTest {

    private static final int LONGEST = BackwardLines.LONGEST;

    @TempDir
    Path folder;

    private List<String> backwards(String text) throws IOException {
        Path file = folder.resolve("lines");
        Files.writeString(file, text);
        List<String> found = new ArrayList<>();
        try (BackwardLines lines = new BackwardLines(file)) {
            while (lines.previous()) {
                found.add(lines.line().toString());
            }
            assertThat(lines.previous()).isFalse();
        }
        return found;
    }

    @Test
    void lines_come_last_first_and_what_follows_the_last_newline_is_one() throws IOException {
        assertThat(backwards("")).isEmpty();
        assertThat(backwards("one")).containsExactly("one");
        assertThat(backwards("one\ntwö\n")).containsExactly("", "twö", "one");
        assertThat(backwards("one\n\nthree")).containsExactly("three", "", "one");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 63, 64, 65, 1000, 4095, 65_535, 65_536})
    void blocks_cut_no_line(int length) throws IOException {
        List<String> lines = IntStream.range(0, 400_000 / (length + 1) + 3)
                .mapToObj(number -> (number + "x".repeat(length)).substring(0, length)).toList();
        List<String> reversed = new ArrayList<>(lines);
        Collections.reverse(reversed);

        assertThat(backwards(String.join("\n", lines))).isEqualTo(reversed);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 65_535, 65_536, 65_537, 1_000_000})
    void a_line_that_is_too_long_is_passed_over(int more) throws IOException {
        String tooLong = "x".repeat(LONGEST + more);

        assertThat(backwards("first\n" + tooLong + "\nlast\n")).containsExactly("", "last", "first");
        assertThat(backwards(tooLong + "\nlast")).containsExactly("last");
        assertThat(backwards("first\n" + tooLong)).containsExactly("first");
        assertThat(backwards("first\n" + tooLong + "\n" + tooLong + "\nlast")).containsExactly("last", "first");
    }

    @Test
    void a_line_tells_what_it_has_without_becoming_a_text() throws IOException {
        Path file = folder.resolve("lines");
        Files.write(file, "{\"target\":\"web\",\"message\":\"ü\"}\n".getBytes(StandardCharsets.UTF_8));
        try (BackwardLines lines = new BackwardLines(file)) {
            assertThat(lines.previous()).as("what follows the last end of line").isTrue();
            assertThat(lines.previous()).isTrue();
            BackwardLines.Line line = lines.line();

            assertThat(line.contains("\"web\"") && line.contains("{") && line.contains("}")).isTrue();
            assertThat(line.contains("\"we\"") || line.contains("}}")).isFalse();
            assertThat(line.charAt(2)).isEqualTo('t');
            assertThat(line.subSequence(2, 8)).isEqualTo("target");
        }
    }
}
