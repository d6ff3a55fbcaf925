package dev.dpm.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that templates, styles and scripts are readable: no overlong line, no colour defined twice. */
class FrontEndTest {

    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final int LONGEST = 140;
    private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): var\\(--light, ");

    /** An opening tag or section of a template that is alone on its line. */
    private static final Pattern OPENED = Pattern
            .compile("( *)(?:<|\\{#)(head|body|main|header|section|div|form|table|thead|tbody|tr|ul|for|if)\\b"
                    + "(?:(?!\\{/)[^<>])*[>}]");
    private static final Pattern CLOSED = Pattern.compile("( *)(?:</|\\{/)([a-z]+)[>}].*");

    static Stream<Path> files() throws IOException {
        try (Stream<Path> templates = Files.walk(RESOURCES.resolve("templates"));
                Stream<Path> assets = Files.walk(RESOURCES.resolve("assets"))) {
            return Stream.concat(templates, assets)
                    .filter(file -> file.getFileName().toString().matches(".*\\.(html|css|js)")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void no_line_runs_out_of_sight(Path file) throws IOException {
        assertThat(Files.readAllLines(file))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(LONGEST).doesNotContain("\t"));
    }

    /** The content of an element that is opened on a line of its own must be indented. */
    @ParameterizedTest
    @MethodSource("files")
    void what_stands_within_something_is_indented(Path file) throws IOException {
        Deque<Opened> open = new ArrayDeque<>();
        for (String line : Files.readAllLines(file)) {
            Matcher end = CLOSED.matcher(line);
            if (end.matches() && !open.isEmpty() && open.peek().name().equals(end.group(2))) {
                assertThat(indent(line)).as(line).isEqualTo(open.pop().indent());
            } else if (!open.isEmpty() && !line.isBlank() && !line.strip().startsWith("{#else")) {
                assertThat(indent(line)).as(line).hasSizeGreaterThan(open.peek().indent().length());
            }
            Matcher begin = OPENED.matcher(line);
            if (begin.matches()) {
                open.push(new Opened(begin.group(1), begin.group(2)));
            }
        }
        assertThat(open).isEmpty();
    }

    private record Opened(String indent, String name) {
    }

    private static String indent(String line) {
        return line.substring(0, line.length() - line.stripLeading().length());
    }

    @Test
    void each_colour_of_the_two_palettes_stands_once() throws IOException {
        String sheet = Files.readString(RESOURCES.resolve("assets/console.css"));
        List<String> colours = COLOUR.matcher(sheet).results().map((MatchResult found) -> found.group(1)).toList();

        assertThat(colours).contains("paper", "ink", "bad").doesNotHaveDuplicates();
        assertThat(sheet.lines().filter(line -> line.contains("var(--dark,"))).hasSameSizeAs(colours);
    }
}
