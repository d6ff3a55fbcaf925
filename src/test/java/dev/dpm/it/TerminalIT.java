package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.dpm.testing.Needs;
import dev.dpm.testing.Slow;
import dev.dpm.testing.Tool;

/** Tests {@code run} on a terminal that python3's pty module makes. */
@Needs(Tool.PYTHON)
class TerminalIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * Runs a command on a new terminal. {@code leader}: the command leads the terminal's session, as in a container;
     * {@code job}: the command is a job of a shell that leads the session. The program types its stdin on the terminal
     * and copies the terminal's output to stdout.
     */
    private static final String ON_TERMINAL = """
            import os, pty, select, signal, sys
            how, command = sys.argv[1], sys.argv[2:]
            pid, terminal = pty.fork()
            if pid == 0:
                # as a login does: a build in the background of a script has both ignored
                signal.signal(signal.SIGINT, signal.SIG_DFL)
                signal.signal(signal.SIGQUIT, signal.SIG_DFL)
                if how == 'leader':
                    os.execvp(command[0], command)
                os.execvp('bash', ['bash', '--norc', '-m', '-c', '"$@"; echo "the job ended with $?"', 'bash'] + command)
            typed = True
            while True:
                ready, _, _ = select.select([terminal] + ([0] if typed else []), [], [])
                if 0 in ready:
                    keys = os.read(0, 4096)
                    typed = bool(keys)
                    os.write(terminal, keys)
                if terminal in ready:
                    try:
                        shown = os.read(terminal, 4096)
                    except OSError:
                        break
                    if not shown:
                        break
                    os.write(1, shown)
            sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
            """;

    private final Product product = new Product();
    private Process terminal;

    @AfterEach
    void nothing_is_left() {
        try {
            if (terminal != null) {
                terminal.destroy();
            }
            Product.await(PATIENCE, () -> assertThat(product.living()).isEmpty());
        } finally {
            product.close();
        }
    }

    private Path shown() {
        return product.folder().resolve("shown");
    }

    private void open(String how, String... words) throws Exception {
        Path script = product.file("terminal.py", ON_TERMINAL);
        ProcessBuilder builder = product.builder(words);
        List<String> before = List.of("python3", script.toString(), how);
        builder.command().addAll(0, before);
        terminal = builder.redirectErrorStream(true).redirectOutput(shown().toFile()).start();
    }

    private void type(String keys) throws Exception {
        terminal.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        terminal.getOutputStream().flush();
    }

    private void awaitShown(String text) {
        Product.await(PATIENCE, () -> assertThat(Files.readString(shown())).contains(text));
    }

    private int end() throws Exception {
        assertThat(terminal.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(Files.readString(shown())).isTrue();
        return terminal.exitValue();
    }

    private static List<String> run(String... command) {
        List<String> words = new ArrayList<>(List.of("run", "--restart", "never", "--log_level", "ERROR", "--"));
        words.addAll(List.of(command));
        return words;
    }

    @Test
    void a_shell_that_a_container_begins_has_job_control() throws Exception {
        open("leader", run("bash", "--norc", "-i").toArray(String[]::new));
        type("echo \"flags=[$-]\"\n");
        Product.await(PATIENCE, () -> assertThat(Files.readString(shown())).containsPattern("flags=\\[[A-Za-z]*m"));

        type("sleep 1000\n");
        Product.await(PATIENCE, () -> assertThat(product.living().size()).isGreaterThan(2));
        type("\u001a");
        awaitShown("Stopped");
        // the shell refuses the first exit as long as a job is stopped
        type("kill -KILL %1\ndisown -a\nexit 5\n");

        assertThat(end()).isEqualTo(5);
        assertThat(Files.readString(shown())).doesNotContain("no job control").doesNotContain("cannot set terminal");
    }

    @Test
    void keys_reach_the_target_alone_where_it_has_the_terminal_for_itself() throws Exception {
        open("leader", run("bash", "-c", "trap 'echo interrupted; exit 6' INT; echo up; while :; do sleep 0.1; done")
                .toArray(String[]::new));
        awaitShown("up");

        type("\u0003");

        assertThat(end()).isEqualTo(6);
        assertThat(Files.readString(shown())).contains("interrupted");
    }

    @Test
    void a_job_of_a_shell_reads_from_the_terminal_and_gives_it_back() throws Exception {
        open("job", run("bash", "-c", "read -r line; echo \"read <$line>\"; exit 7").toArray(String[]::new));
        type("hello\n");

        awaitShown("read <hello>");
        awaitShown("the job ended with 7");
        assertThat(end()).isZero();
    }

    @Test
    void stdin_null_leaves_the_terminal_alone() throws Exception {
        List<String> words = new ArrayList<>(run("bash", "-c", "readlink /proc/$$/fd/0"));
        words.addAll(1, List.of("--stdin", "null"));

        open("leader", words.toArray(String[]::new));

        awaitShown("/dev/null");
        assertThat(end()).isZero();
    }

    /**
     * The runner copies the output of several targets to the terminal, and logs the last line of a target that ended.
     */
    @Slow
    @Test
    void neither_the_lines_of_targets_nor_the_runners_own_steer_the_terminal() throws Exception {
        product.script("rude.sh", "#!/bin/sh\n"
                + "printf '\\033]0;stolen\\007\\033[2J\\033[31mred\\033[0m last\\342\\200\\256words\\n'\nexit 3\n");
        product.file("dpm.yaml", """
                targets:
                  rude: {command: [./rude.sh], restart: never}
                  idle: {command: [sleep, "1000"]}
                """);
        open("leader", "run", "--config", "dpm.yaml");
        awaitShown("ended with exit code 3");
        awaitShown("last⟨U+202E⟩words");

        assertThat(Files.readString(shown())).contains("\u001b[31mred").doesNotContain("\u001b]", "\u001b[2J",
                "\u202e");
        type("\u0003");
        end();
    }
}
