package dev.dpm.process.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFollowerTest {

    @TempDir
    Path folder;

    private final List<String> taken = new ArrayList<>();
    private Path file;

    @BeforeEach
    void a_file() {
        file = folder.resolve("web.log");
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.ISO_8859_1, StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private void take(byte[] bytes, int from, int to, boolean ends) {
        taken.add(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1) + (ends ? "$" : "…"));
    }

    @Test
    void hands_on_what_comes_line_by_line_and_byte_for_byte() throws IOException {
        write("of an earlier life\n");
        OutputFollower follower = new OutputFollower(file);

        write("gr\u00fc\u00dfe\r\n\nhalf a l");
        follower.read(this::take);
        assertThat(taken).containsExactly("gr\u00fc\u00dfe\r$", "$");

        write("ine\nprompt> ");
        follower.finish(this::take);
        assertThat(taken).containsExactly("gr\u00fc\u00dfe\r$", "$", "half a line$", "prompt> …");
    }

    @Test
    void a_line_that_does_not_end_comes_in_pieces_and_is_not_gathered() throws IOException {
        OutputFollower follower = new OutputFollower(file);

        write("x".repeat(2 * OutputFollower.LONGEST_PIECE + 5));
        follower.read(this::take);

        assertThat(taken).extracting(String::length).containsExactly(OutputFollower.LONGEST_PIECE + 1,
                OutputFollower.LONGEST_PIECE + 1);
    }

    @Test
    void goes_on_where_it_was_when_somebody_empties_the_file() throws IOException {
        OutputFollower follower = new OutputFollower(file);
        write("before it is emptied\n");
        follower.read(this::take);

        Files.write(file, new byte[0]);
        follower.read(this::take);
        write("after\n");
        follower.read(this::take);

        assertThat(taken).containsExactly("before it is emptied$", "after$");
    }
}
