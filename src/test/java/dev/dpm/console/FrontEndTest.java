package dev.dpm.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Templates, style sheets and scripts can be read: no line runs out of sight, no colour stands twice. */
class FrontEndTest {

    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final int LONGEST = 140;
    private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): var\\(--light, ");

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

    @Test
    void each_colour_of_the_two_palettes_stands_once() throws IOException {
        String sheet = Files.readString(RESOURCES.resolve("assets/console.css"));
        List<String> colours = COLOUR.matcher(sheet).results().map((MatchResult found) -> found.group(1)).toList();

        assertThat(colours).contains("paper", "ink", "bad").doesNotHaveDuplicates();
        assertThat(sheet.lines().filter(line -> line.contains("var(--dark,"))).hasSameSizeAs(colours);
    }
}
