package dev.dpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.cli.call.ExitCodes;
import dev.dpm.testing.Tries;

/**
 * Types random words: each command line is carried out or refused with a sentence; nothing is started, and no stack
 * trace is shown.
 */
class AnyWordsTest {

    private static final List<String> COMMANDS = List.of("start", "run", "stop", "status", "restart", "remove",
            "reload",
            "logs", "events", "incidents", "incident", "notify", "check", "console", "completion", "--help",
            "--version", "strat",
            "");
    /** Words that the test puts after a command. The list lacks -f and --watch, with which a command would not end. */
    private static final List<String> BEHIND = List.of("web", "WEB", "..", "", " ", "--", "-", "--name", "--name=web",
            "--name=", "--env", "A=1", "=", "--env==", "--cpu_threshold", "--cpu-threshold", "80", "NaN", "1e999",
            "-1", "--max_restarts", "--max_restarts=-1", "99999999999999999999", "--port", "--port=0", "65536",
            "--config", "@x", "--config=@", "\u0000", "\n", "%s", "--%s", "ü", "\uD800", "--yes", "--json", "-n",
            "-n5", "--keep_targets", "--help", "-h", "--version", "--script_path", "x.py", "--stop_signal", "KILL",
            "--daemon=", "---", "--no-such", "--on_breach=signal:", "--restart_window=1e9d");

    @TempDir
    Path folder;

    @Test
    void any_words_are_answered() {
        Tries.of(400).check(any -> answers(any.list(20, () -> any.text(40))));
    }

    @Test
    void words_of_ours_in_any_order_are_answered() {
        Tries.of(2000).check(any -> {
            List<String> words = new ArrayList<>(List.of(any.of(COMMANDS)));
            words.addAll(any.list(7, () -> any.of(BEHIND)));

            answers(words);
        });
    }

    private void answers(List<String> words) {
        try (TestCommandLine cli = new TestCommandLine(folder)) {
            int code = Assertions.assertTimeout(Duration.ofSeconds(60), () -> cli.run(words.toArray(String[]::new)));

            assertThat(cli.err()).as("%s", words).doesNotContain("Exception", "\tat ");
            // 42 is the exit code of the command line's fake supervisor
            assertThat(code).as("%s: %s", words, cli.err()).isIn(0, 1, 2, 3, 42);
            if (code == ExitCodes.USAGE) {
                assertThat(cli.err()).as("%s", words).startsWith("dpm-runner: ");
            }
        }
    }
}
