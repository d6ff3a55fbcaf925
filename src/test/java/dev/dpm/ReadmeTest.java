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
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.dpm.cli.ExitCodes;
import dev.dpm.config.OptionsDoc;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.lifecycle.Phase;

/** What README.md lists is what the code has. Tests run in the project's folder. */
class ReadmeTest {

    private static final Path FILE = Path.of("README.md");
    private static final RuntimeDirectory HOME = new RuntimeDirectory(Path.of("/home"));

    private final String readme = read();

    private static String read() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new AssertionError("README.md is not in " + FILE.toAbsolutePath().getParent(), e);
        }
    }

    @Test
    void the_options_table_is_the_one_that_the_code_generates() {
        assertThat(readme).contains("<!-- options:begin -->\n" + OptionsDoc.markdown() + "<!-- options:end -->");
    }

    @Test
    void the_states_table_has_a_row_for_each_phase() {
        assertThat(firstCells("## States"))
                .isEqualTo(Stream.of(Phase.values()).map(Phase::name).collect(Collectors.toSet()));
    }

    @Test
    void the_exit_code_table_has_a_row_for_each_code() {
        assertThat(firstCells("## Exit codes"))
                .isEqualTo(exitCodes().stream().map(String::valueOf).collect(Collectors.toSet()));
    }

    @Test
    void the_files_table_has_a_row_for_each_path_of_the_home_folder() {
        assertThat(firstCells("## Files").stream().map(cell -> cell.replaceFirst("/$", "")))
                .containsExactlyInAnyOrderElementsOf(homePaths());
    }

    @Test
    void the_files_it_links_to_exist() {
        List<String> links = Stream.of(readme.split("\\]\\(")).skip(1).map(rest -> rest.substring(0, rest.indexOf(')')))
                .toList();

        assertThat(links).isNotEmpty().allSatisfy(link -> assertThat(Path.of(link)).exists());
    }

    /** The first cells of the first table below a heading, without back-quotes. */
    private Set<String> firstCells(String heading) {
        assertThat(readme).contains("\n" + heading + "\n");
        String below = readme.substring(readme.indexOf("\n" + heading + "\n"));
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

    /** Every path that a {@link RuntimeDirectory} names, relative to it. */
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
