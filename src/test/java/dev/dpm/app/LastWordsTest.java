package dev.dpm.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.testing.MemoryJournal;
import dev.dpm.view.OutputPage;

class LastWordsTest {

    private static final int THIRTY_MILLION = 30_000_000;

    @TempDir
    Path folder;

    private Path log;
    private DetailReader looks;

    @BeforeEach
    void setUp() throws Exception {
        RuntimeDirectory home = RuntimeDirectory.of(Map.of("DPM_HOME", folder.resolve("home").toString()), folder);
        home.create();
        log = home.targetLog("x");
        Files.createDirectories(log.getParent());
        looks = new DetailReader(home, new MemoryJournal());
    }

    @Test
    void the_last_lines_oldest_first_an_empty_one_and_an_unfinished_one_counting() throws Exception {
        write("one\ntwo\n\nthree");

        assertThat(looks.lastWords("x", 3)).containsExactly("two", "", "three");
    }

    @Test
    void none_where_there_is_no_output() {
        assertThat(looks.lastWords("x", 10)).isEmpty();
    }

    @Test
    void an_output_without_an_end_of_line_is_neither_read_whole_nor_shown_whole() throws Exception {
        Files.write(log, new byte[THIRTY_MILLION]);

        List<String> words = looks.lastWords("x", 10);

        assertThat(words).singleElement().satisfies(line -> assertThat(line).hasSizeLessThan(LastWords.LONGEST + 5)
                .endsWith(" …"));
    }

    @Test
    void a_long_line_is_cut_and_says_so_and_no_character_of_two_is_cut_in_half() throws Exception {
        write("short\n" + "x".repeat(LastWords.LONGEST - 1) + "\uD83D\uDE00\n");

        assertThat(looks.lastWords("x", 2)).containsExactly("short", "x".repeat(LastWords.LONGEST - 1) + " …");
    }

    @Test
    void what_was_written_over_stands_in_lines_of_its_own() throws Exception {
        write("1 %\r2 %\r3 %");

        assertThat(looks.lastWords("x", 2)).containsExactly("2 %", "3 %");
    }

    @Test
    void an_output_of_nothing_has_no_words() {
        assertThat(LastWords.of(OutputPage.none(), 10)).isEmpty();
    }

    private void write(String text) throws Exception {
        Files.write(log, text.getBytes(StandardCharsets.UTF_8));
    }
}
