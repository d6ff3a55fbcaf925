package dev.dpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assertions;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is typed: it is done, or a sentence says why not; nothing is started, no stack trace is shown. */
class AnyWordsTest {

    private static Path folder;

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("dpm-words");
    }

    @AfterContainer
    static void removeFolder() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Property(tries = 400)
    void any_words_are_answered(@ForAll List<String> words) {
        answers(words);
    }

    @Property(tries = 2000)
    void words_of_ours_in_any_order_are_answered(@ForAll("ours") List<String> words) {
        answers(words);
    }

    private static void answers(List<String> words) {
        try (Desk desk = new Desk(folder)) {
            int code = Assertions.assertTimeout(Duration.ofSeconds(60), () -> desk.run(words.toArray(String[]::new)));

            assertThat(desk.err()).as("%s", words).doesNotContain("Exception", "\tat ");
            // 42 is what the desk's foreground answers
            assertThat(code).as("%s: %s", words, desk.err()).isIn(0, 1, 2, 3, 42);
            if (code == ExitCodes.USAGE) {
                assertThat(desk.err()).as("%s", words).startsWith("dpm-runner: ");
            }
        }
    }

    /** Without -f and --watch, which go on until they are ended. */
    @Provide
    Arbitrary<List<String>> ours() {
        Arbitrary<String> command = Arbitraries.of("start", "run", "stop", "status", "restart", "remove", "reload",
                "logs", "events", "check", "console", "completion", "--help", "--version", "strat", "");
        Arbitrary<List<String>> behind = Arbitraries.of("web", "WEB", "..", "", " ", "--", "-", "--name", "--name=web",
                "--name=", "--env", "A=1", "=", "--env==", "--cpu_threshold", "--cpu-threshold", "80", "NaN", "1e999",
                "-1", "--max_restarts", "--max_restarts=-1", "99999999999999999999", "--port", "--port=0", "65536",
                "--config", "@x", "--config=@", "\u0000", "\n", "%s", "--%s", "ü", "\uD800", "--yes", "--json", "-n",
                "-n5", "--keep_targets", "--help", "-h", "--version", "--script_path", "x.py", "--stop_signal", "KILL",
                "--daemon=", "---", "--no-such", "--on_breach=signal:", "--restart_window=1e9d").list().ofMaxSize(7);
        return Combinators.combine(command, behind).as((first, rest) -> {
            List<String> all = new ArrayList<>(List.of(first));
            all.addAll(rest);
            return all;
        });
    }
}
