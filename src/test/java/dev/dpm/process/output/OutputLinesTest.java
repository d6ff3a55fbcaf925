package dev.dpm.process.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.process.output.OutputLines.Line;
import dev.dpm.process.output.OutputLines.Page;

class OutputLinesTest {

    private static final Predicate<String> ALL = line -> true;

    @TempDir
    Path folder;

    private Path live;
    private OutputLines lines;

    @BeforeEach
    void begin() {
        live = folder.resolve("web.log");
        lines = new OutputLines(live);
    }

    private void write(String text) throws IOException {
        Files.writeString(live, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static List<String> texts(Page page) {
        return page.lines().stream().map(Line::text).toList();
    }

    /** Removes the head of a file by rewriting it, while nothing else writes. */
    private static final class Rewriting implements HeadRemoval {
        @Override
        public OptionalLong unit(Path where) {
            return OptionalLong.of(1);
        }

        @Override
        public void remove(Path file, long bytes) throws IOException {
            byte[] all = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOfRange(all, (int) bytes, all.length));
        }
    }

    /** Rotates the log: moves all but its last {@code keepInLive} bytes into a rotated file. */
    private void rotate(int keepInLive) throws IOException {
        long cut = Files.size(live) - keepInLive;
        new OutputRotation(new OutputFiles(live), new Rewriting()).rotate(new RotationPlan(0, List.of(cut)), 5,
                OptionalLong.of(1));
    }

    @Test
    void the_last_lines_and_then_those_before_them() throws IOException {
        write("one\ntwo\nthree\nfour\n");

        Page last = lines.last(2, ALL);
        Page before = lines.before(last.from(), 2, ALL);

        assertThat(texts(last)).containsExactly("three", "four");
        assertThat(last.lines().get(0).at()).isEqualTo(8);
        assertThat(texts(before)).containsExactly("one", "two");
        assertThat(before.from()).isEqualTo(before.oldest()).isZero();
        assertThat(before.to()).isEqualTo(last.from());
    }

    @Test
    void an_unfinished_line_is_shown_at_the_end_and_comes_again_when_it_is_finished() throws IOException {
        write("one\ntw");

        Page last = lines.last(10, ALL);
        assertThat(texts(last)).containsExactly("one", "tw");
        assertThat(texts(lines.from(last.to(), 10, ALL))).isEmpty();

        write("o\nthree\n");

        Page next = lines.from(last.to(), 10, ALL);
        assertThat(texts(next)).containsExactly("two", "three");
        assertThat(next.atEnd()).isTrue();
        assertThat(next.to()).isEqualTo(next.newest());
    }

    @Test
    void places_hold_across_a_rotation() throws IOException {
        write("one\ntwo\nthree\nfour\n");
        Page before = lines.last(2, ALL);

        rotate(5);
        write("five\n");

        assertThat(Files.readString(live)).isEqualTo("four\nfive\n");
        assertThat(texts(lines.from(before.to(), 10, ALL))).containsExactly("five");
        assertThat(texts(lines.last(4, ALL))).containsExactly("two", "three", "four", "five");
        assertThat(texts(lines.from(0, 3, ALL))).containsExactly("one", "two", "three");
        assertThat(texts(lines.before(8, 5, ALL))).containsExactly("one", "two");
    }

    @Test
    void lines_that_two_files_share_are_whole() throws IOException {
        write("first\nsplit here\nlast\n");
        rotate(10);

        assertThat(texts(lines.last(3, ALL))).containsExactly("first", "split here", "last");
        assertThat(texts(lines.from(0, 3, ALL))).containsExactly("first", "split here", "last");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        lines.copy(all);
        assertThat(all.toString(StandardCharsets.UTF_8)).isEqualTo("first\nsplit here\nlast\n");
    }

    @Test
    void page_by_page_both_ways_nothing_is_lost_or_doubled() throws IOException {
        List<String> written = IntStream.range(0, 20_000).mapToObj(i -> "line " + i + " äöü" + "x".repeat(i % 97))
                .toList();
        write(String.join("\n", written) + "\n");
        rotate(333_333);

        List<String> onwards = new ArrayList<>();
        Page page = lines.from(0, 700, ALL);
        while (!page.lines().isEmpty()) {
            onwards.addAll(texts(page));
            page = lines.from(page.to(), 700, ALL);
        }
        List<String> backwards = new ArrayList<>();
        page = lines.last(700, ALL);
        while (!page.lines().isEmpty()) {
            backwards.addAll(0, texts(page));
            page = lines.before(page.from(), 700, ALL);
        }

        assertThat(onwards).isEqualTo(written);
        assertThat(backwards).isEqualTo(written);
    }

    @Test
    void a_search_reads_so_much_at_a_time_and_says_where_to_go_on() throws IOException {
        StringBuilder text = new StringBuilder("the needle\n");
        text.append("hay, nothing but hay\n".repeat(200_000));
        write(text.toString());
        Predicate<String> needle = line -> line.contains("needle");

        Page page = lines.last(10, needle);
        int pages = 1;
        while (page.lines().isEmpty() && page.from() > page.oldest()) {
            assertThat(page.to() - page.from()).isGreaterThanOrEqualTo(OutputLines.MOST_BYTES / 2);
            page = lines.before(page.from(), 10, needle);
            pages++;
        }

        assertThat(texts(page)).containsExactly("the needle");
        assertThat(pages).isBetween(4, 6);
        assertThat(texts(lines.from(0, 10, needle))).containsExactly("the needle");
    }

    @Test
    void a_line_of_many_megabytes_is_cut_and_passed() throws IOException {
        write("before\n" + "x".repeat(3_000_000) + "\nafter\n");

        Page last = lines.last(1, ALL);
        Page huge = lines.before(last.from(), 1, ALL);
        assertThat(texts(last)).containsExactly("after");
        assertThat(huge.lines()).singleElement().satisfies(line -> {
            assertThat(line.cut()).isTrue();
            assertThat(line.text()).hasSize(OutputLines.LONGEST_LINE);
        });

        List<String> onwards = new ArrayList<>();
        Page page = lines.from(0, 5, ALL);
        while (!page.lines().isEmpty()) {
            onwards.addAll(texts(page));
            page = lines.from(page.to(), 5, ALL);
        }
        assertThat(onwards).startsWith("before").endsWith("after");
    }

    @Test
    void what_is_no_text_is_replaced_and_carriage_returns_are_left_out() throws IOException {
        Files.write(live, new byte[]{'a', (byte) 0xff, 'b', '\r', '\n', '\n'});

        assertThat(texts(lines.last(5, ALL))).isEqualTo(List.of("a\ufffdb", ""));
    }

    @Test
    void without_output_there_are_no_lines() throws IOException {
        Page none = lines.last(5, ALL);

        assertThat(none.lines()).isEqualTo(Collections.emptyList());
        assertThat(none.newest()).isZero();
        assertThat(lines.from(17, 5, ALL).lines()).isEmpty();
        assertThat(lines.before(17, 5, ALL).lines()).isEmpty();
    }

    @Test
    void after_somebody_emptied_the_file_what_comes_then_is_read() throws IOException {
        write("one\ntwo\n");
        long end = lines.last(1, ALL).to();

        Files.write(live, new byte[0]);
        write("new\n");

        assertThat(texts(lines.from(end, 5, ALL))).containsExactly("new");
    }
}
