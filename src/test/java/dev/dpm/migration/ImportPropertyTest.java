package dev.dpm.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import dev.dpm.config.Settings;
import dev.dpm.testing.Any;
import dev.dpm.testing.Tries;

/** Tests that for any supervisord program the printed file is valid and has the same meaning. */
class ImportPropertyTest {

    private static final List<String> KEYS = List.of("autorestart", "startsecs", "startretries", "exitcodes",
            "stopsignal",
            "stopwaitsecs", "stopasgroup", "killasgroup", "user", "priority", "redirect_stderr", "stdout_logfile",
            "stderr_logfile", "umask", "directory", "numprocs", "autostart", "no_such");

    @Test
    void words_and_variables_come_through_as_they_are() {
        Tries.of(100).check(any -> {
            List<String> words = any.list(5, () -> printable(any, 12));
            Map<String, String> variables = any.map(4, () -> "V" + any.between(0, 99), () -> printable(any, 12));
            String text = "[program:web]\ncommand=/bin/x " + ShellWords.line(words).replace("%", "%%") + "\n"
                    + (variables.isEmpty()
                            ? ""
                            : "environment=" + variables.entrySet().stream()
                                    .map(pair -> pair.getKey() + "=\"" + pair.getValue().replace("%", "%%") + "\"")
                                    .collect(Collectors.joining(",")) + "\n");

            Shelf.Read read = new Shelf().file("s.conf", text).read("s.conf");

            assertThat(read.target("web").command().subList(1, words.size() + 1)).isEqualTo(words);
            assertThat(read.of("web", "env").map(all -> List.of(all.split(Settings.SEPARATOR, -1))).orElse(List.of()))
                    .containsExactlyInAnyOrderElementsOf(
                            variables.entrySet().stream().map(pair -> pair.getKey() + "=" + pair.getValue()).toList());
        });
    }

    @Test
    void no_value_of_no_key_makes_a_file_that_its_own_reader_refuses() {
        Tries.of(150).check(any -> {
            Map<String, String> keys = any.map(6, () -> any.of(KEYS), () -> any.truth()
                    ? printable(any, 20)
                    : any.of("0", "1", "true", "none", "AUTO", "5MB", "TERM", "0,2", "/var/log/x", "root",
                            "%(ENV_X)s"));
            String text = "[program:" + printable(any, 8).replace("]", "") + "x]\ncommand=sleep 5\n"
                    + keys.entrySet().stream()
                            .map(pair -> pair.getKey() + " = " + pair.getValue() + "\n").collect(Collectors.joining());

            Shelf.Read read = new Shelf().file("s.conf", text).read("s.conf");

            assertThat(read.outcome().targets() + read.outcome().leftovers().size()).as(text).isPositive();
        });
    }

    /** A random text of one line without characters that begin a comment or end a quote. */
    private static String printable(Any any, int most) {
        return any.text(most).codePoints().filter(c -> c >= ' ' && c != 0x7f && !Character.isISOControl(c))
                .filter(c -> ";#\"'\\".indexOf(c) < 0 && !Character.isSpaceChar(c) && !Character.isSurrogate((char) c))
                .filter(c -> Character.isBmpCodePoint(c) && Character.isDefined(c) && c < 0xff00)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
