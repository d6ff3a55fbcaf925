package dev.dpm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.dpm.cli.call.ExitCodes;
import dev.dpm.config.OptionsDoc;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.process.Phase;

/**
 * Checks README.md and the other pages: their tables match the code, and their links lead somewhere. Tests run in the
 * project's folder.
 */
class ReadmeTest {

    private static final Path README = Path.of("README.md");
    private static final Path PAGES = Path.of("src/site/markdown");
    private static final int MOST_LINES = 220;
    private static final RuntimeDirectory HOME = new RuntimeDirectory(Path.of("/home"));
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern OPTIONS = Pattern
            .compile("(?s)(?<=<!-- options:begin -->\n).*(?=<!-- options:end -->)");

    /** After an option was added or changed, {@code -Ddpm.docs=write} makes this test write the table. */
    @Test
    void the_options_table_is_the_one_that_the_code_generates() throws IOException {
        Path page = page("options");
        String text = Files.readString(page);
        assertThat(text).containsPattern(OPTIONS);
        if (System.getProperty("dpm.docs", "").equals("write")) {
            text = OPTIONS.matcher(text).replaceFirst(Matcher.quoteReplacement(OptionsDoc.markdown()));
            Files.writeString(page, text);
        }

        assertThat(text).as("%s is out of date: ./mvnw test -Dtest=ReadmeTest -Ddpm.docs=write", page)
                .contains("<!-- options:begin -->\n" + OptionsDoc.markdown() + "<!-- options:end -->");
    }

    @Test
    void the_states_table_has_a_row_for_each_phase() throws IOException {
        assertThat(firstCells(page("states"), "# States"))
                .isEqualTo(Stream.of(Phase.values()).map(Phase::name).collect(Collectors.toSet()));
    }

    @Test
    void the_exit_code_table_has_a_row_for_each_code() throws IOException {
        assertThat(firstCells(page("commands"), "## Exit codes"))
                .isEqualTo(exitCodes().stream().map(String::valueOf).collect(Collectors.toSet()));
    }

    @Test
    void the_files_table_has_a_row_for_each_path_of_the_home_folder() throws IOException {
        assertThat(firstCells(page("files"), "# Files").stream().map(cell -> cell.replaceFirst("/$", "")))
                .containsExactlyInAnyOrderElementsOf(homePaths());
    }

    @Test
    void the_readme_can_be_read_at_one_go() throws IOException {
        assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(MOST_LINES);
    }

    @Test
    void the_index_leads_to_every_page() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            List<String> names = pages.map(page -> page.getFileName().toString())
                    .filter(name -> name.endsWith(".md") && !name.equals("index.md")).toList();

            assertThat(links(page("index"))).containsAll(names);
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void what_a_page_links_to_exists(Path document) throws IOException {
        for (String link : links(document)) {
            String[] parts = link.split("#", 2);
            Path file = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]).normalize();
            assertThat(file).as("a link of %s", document).exists();
            if (parts.length == 2) {
                assertThat(anchors(file)).as("the headings of %s, for a link of %s", file, document).contains(parts[1]);
            }
        }
    }

    /** Every page of Markdown in the tree. */
    static List<Path> documents() throws IOException {
        try (Stream<Path> root = Files.list(Path.of(""));
                Stream<Path> deploy = Files.walk(Path.of("deploy"));
                Stream<Path> src = Files.walk(Path.of("src"))) {
            return Stream.of(root, deploy, src).flatMap(paths -> paths)
                    .filter(path -> path.getFileName().toString().endsWith(".md")).sorted().toList();
        }
    }

    private static Path page(String name) {
        return PAGES.resolve(name + ".md");
    }

    private static List<String> links(Path document) throws IOException {
        return LINK.matcher(Files.readString(document)).results().map(link -> link.group(1))
                .filter(link -> !link.contains("://")).toList();
    }

    /** The anchors of a page's headings: lower case, blanks as hyphens, no other signs. */
    private static Set<String> anchors(Path document) throws IOException {
        return Files.readAllLines(document).stream().filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}0-9 -]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    /** The first cells of the first table below a heading, without back-quotes. */
    private static Set<String> firstCells(Path document, String heading) throws IOException {
        String text = "\n" + Files.readString(document);
        assertThat(text).contains("\n" + heading + "\n");
        String below = text.substring(text.indexOf("\n" + heading + "\n"));
        return below.lines().skip(2).dropWhile(line -> !line.startsWith("|")).takeWhile(line -> line.startsWith("|"))
                .skip(2).map(line -> line.split("\\|")[1].strip().replace("`", "")).collect(Collectors.toSet());
    }

    private static List<Integer> exitCodes() {
        return Arrays.stream(ExitCodes.class.getFields()).filter(field -> Modifier.isStatic(field.getModifiers()))
                .map(ReadmeTest::value).toList();
    }

    private static Integer value(Field field) {
        try {
            return field.getInt(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(field + " cannot be read", e);
        }
    }

    /** Every path that a {@link RuntimeDirectory} can name, relative to it. */
    private static Set<String> homePaths() {
        Set<String> paths = new TreeSet<>();
        for (Method method : RuntimeDirectory.class.getMethods()) {
            if (method.getReturnType() == Path.class && !method.getName().equals("path")) {
                paths.add(HOME.path().relativize(called(method)).toString());
            }
        }
        return paths;
    }

    private static Path called(Method method) {
        Object[] arguments = method.getParameterCount() == 0
                ? new Object[0]
                : new Object[]{method.getParameters()[0].getName().toUpperCase(Locale.ROOT)};
        try {
            return (Path) method.invoke(HOME, arguments);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(method + " cannot be called", e);
        }
    }
}
