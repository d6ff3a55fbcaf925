package dev.dpm.process.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastLineTest {

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("web.log"), text);
    }

    @Test
    void it_is_the_last_with_something_in_it() throws Exception {
        assertThat(LastLine.of(file("listening\nboom\n\n  \n"), 0)).contains("boom");
        assertThat(LastLine.of(file("10 %\r20 %\rboom"), 0)).contains("boom");
        assertThat(LastLine.of(file("\n\n"), 0)).isEmpty();
    }

    @Test
    void below_a_long_stack_trace_it_is_the_line_that_names_the_exception() throws Exception {
        String frames = "\tat web.Main.run(Main.java:3)\n".repeat(1000);

        assertThat(LastLine.of(file("Caused by: java.net.BindException: port 80 is taken\n" + frames), 0))
                .contains("Caused by: java.net.BindException: port 80 is taken");
    }

    @Test
    void what_an_earlier_life_wrote_is_not_its_own() throws Exception {
        assertThat(LastLine.of(file("the earlier life\n"), 17)).isEmpty();
        assertThat(LastLine.of(file("the earlier life\nthis one\n"), 17)).contains("this one");
    }

    @Test
    void a_file_whose_head_was_rotated_away_holds_the_newest() throws Exception {
        assertThat(LastLine.of(file("this one\n"), 5000)).contains("this one");
    }

    @Test
    void of_a_line_without_end_the_last_is_read_and_no_file_says_nothing() throws Exception {
        assertThat(LastLine.of(file("x".repeat(1 << 20)), 0).orElseThrow()).hasSize(4096);
        assertThat(LastLine.of(folder.resolve("none.log"), 0)).isEmpty();
        assertThat(LastLine.of(folder, 0)).isEmpty();
    }
}
