package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.dpm.testing.Needs;
import dev.dpm.testing.Slow;
import dev.dpm.testing.Tool;

/** Tests the output of {@code status} for unusual targets, and on terminals of several sizes. */
class StatusIT extends SharedRunner {

    /** A name of 63 characters, the largest allowed length. */
    private static final String LONG_NAME = "payments-" + "x".repeat(46) + "-eu-west";

    @BeforeAll
    static void start_them_all() {
        // runs a command on a terminal of this size, while no environment variable contains the size
        product.file("terminal.py", """
                import fcntl, os, pty, struct, sys, termios
                columns, lines = int(sys.argv[1]), int(sys.argv[2])
                pid, master = pty.fork()
                if pid == 0:
                    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
                    os.execvp(sys.argv[3], sys.argv[3:])
                try:
                    while data := os.read(master, 65536):
                        sys.stdout.buffer.write(data)
                        sys.stdout.buffer.flush()
                except OSError:
                    pass
                sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
                """);
        product.dpm("start", "--name", LONG_NAME, "--monitor_interval", "1", "--", "sleep", "1000").expect(0);
    }

    private static ProcessBuilder onTerminal(int columns, int lines, String... args) {
        ProcessBuilder builder = product.builder(args);
        List<String> command = new ArrayList<>(List.of("python3", product.folder().resolve("terminal.py").toString(),
                String.valueOf(columns), String.valueOf(lines)));
        command.addAll(builder.command());
        builder.environment().keySet().removeAll(List.of("COLUMNS", "LINES"));
        builder.environment().put("NO_COLOR", "1");
        return builder.command(command).redirectErrorStream(true).redirectInput(new java.io.File("/dev/null"));
    }

    private static List<String> seen(int columns, int lines, String... args) throws Exception {
        Path screen = Files.createTempFile(product.folder(), "out", "");
        Process process = onTerminal(columns, lines, args).redirectOutput(screen.toFile()).start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(screen).lines().toList();
    }

    @Needs(Tool.PYTHON)
    @ParameterizedTest(name = "{0} columns")
    @ValueSource(ints = {80, 100, 160})
    void fits_the_terminal(int columns) throws Exception {
        List<String> lines = seen(columns, 24, "status");

        assertThat(lines).as("%s", lines).allMatch(line -> line.length() <= columns);
        String titles = lines.stream().filter(line -> line.startsWith("NAME")).findFirst().orElseThrow();
        assertThat(titles.split(" +")).contains("NAME", "STATE", "UPTIME", "CPU", "MEMORY", "RESTARTS", "HEALTH");
        assertThat(titles.contains("PID")).isEqualTo(columns >= 100);
        assertThat(titles.contains("THRESHOLDS")).isEqualTo(columns >= 160);
        assertThat(lines).anyMatch(line -> line.startsWith("payments-x") && line.contains("RUNNING"));
        assertThat(seen(columns, 24, "status", LONG_NAME)).allMatch(line -> line.length() <= columns);
    }

    @Test
    void into_a_pipe_all_columns_go_whole() {
        assertThat(product.dpm("status").out()).contains("PID", "THRESHOLDS", LONG_NAME);
    }

    @Test
    void the_first_failure_of_a_check_shows_before_anything_is_done_about_it() {
        product.dpm("start", "--name", "checked", "--tcp_check", "127.0.0.1:1", "--check_interval", "1",
                "--check_failures", "1000", "--", "sleep", "1000").expect(0);

        JsonNode faltered = runner.awaitEvents("checked", "CheckFaltered", 1).get(0);

        assertThat(faltered.path("message").asText()).startsWith("tcp check 127.0.0.1:1 failed")
                .endsWith(": check 1 of 1000 failed");
        assertThat(product.dpm("status", "checked").expect(0).out()).containsPattern("check [0-9]+ of 1000 failed");
        assertThat(product.dpm("status").out()).containsPattern("checked: check [0-9]+ of 1000 failed: 127.0.0.1:1");
        assertThat(runner.target("checked").path("story").path("failing_check").asText()).endsWith("of 1000 failed");
        assertThat(runner.events("checked", "CheckFaltered")).hasSize(1);
        product.dpm("stop", "checked", "--yes").expect(0);
        product.dpm("remove", "checked", "--yes").expect(0);
    }

    @Test
    void an_end_that_is_no_success_is_trouble_with_code_moment_and_last_line() {
        product.dpm("start", "--name", "job", "--restart", "never", "--", "sh", "-c",
                "echo listening; printf '\\033[31mno table, password=geheim\\033[0m\\n'; exit 4").expect(1);

        Product.Result all = product.dpm("status").expect(1);
        Product.Result page = product.dpm("status", "job").expect(1);

        assertThat(all.out()).contains("EXITED (4)").containsPattern("[0-9]+ (s|min) ago")
                .contains("job is EXITED: ended "
                        + "with exit code 4: no table, password=***; it is not to be restarted (since ");
        assertThat(page.out())
                .containsPattern("last exit +exit code 4 at [0-9:]{8} \\([0-9]+ (s|min) ago\\): no table, pass")
                .contains("command ", "folder ", "user ", "thresholds ", "last lines");
        JsonNode job = runner.target("job");
        assertThat(job.path("health").asText()).isEqualTo("DOWN");
        assertThat(job.path("last_exit").path("at").asText()).isNotEmpty();
        assertThat(job.path("last_exit").path("last_line").asText()).isEqualTo("no table, password=***");
        product.dpm("stop", "job", "--yes").expect(0);
        product.dpm("status", "job").expect(0);
        product.dpm("remove", "job", "--yes").expect(0);
    }

    @ParameterizedTest(name = "--restart {0}")
    @ValueSource(strings = {"never", "on-failure"})
    void a_job_that_is_done_at_once_is_a_good_start(String restart) {
        assertThat(product.dpm("start", "--name", "quick", "--restart", restart, "--", "sh", "-c", "echo done")
                .expect(0).out()).contains("quick: ended with exit code 0");

        assertThat(product.dpm("status").expect(0).out()).contains("EXITED (0)");
        product.dpm("remove", "quick", "--yes").expect(0);
    }

    @Test
    void a_stopped_process_shows_as_such_until_it_goes_on() {
        product.dpm("start", "--name", "halted", "--monitor_interval", "1", "--", "sleep", "1000").expect(0);
        long pid = runner.pidOf("halted");

        Runner.kill(pid, "STOP");

        Product.await(Runner.PATIENCE, () -> assertThat(product.dpm("status").expect(0).out())
                .contains("RUNNING (stopped)", "halted: process " + pid + " is stopped", "kill -CONT " + pid));
        Runner.kill(pid, "CONT");
        Product.await(Runner.PATIENCE,
                () -> assertThat(product.dpm("status", "halted").out()).doesNotContain("stopped"));
        product.dpm("stop", "halted", "--yes").expect(0);
        product.dpm("remove", "halted", "--yes").expect(0);
    }

    @Slow
    @Test
    void a_restarted_target_does_not_look_new_also_under_the_next_runner() {
        product.dpm("start", "--name", "again", "--restart_interval", "0", "--max_restarts", "9", "--", "sh", "-c",
                "test -e again.ready && exec sleep 1000; touch again.ready; sleep 2; echo no more room; exit 3")
                .expect(0);
        runner.awaitEvents("again", "TargetStarted", 2);
        runner.awaitState("again", "RUNNING");

        assertThat(product.dpm("status").out())
                .containsPattern("again: restarted [0-9a-z ]+ ago: ended with exit code 3: no more room");

        runner.kill();
        product.dpm("start").expect(0);
        assertThat(product.dpm("status", "again").out())
                .containsPattern("restarted +[0-9:]{8}, [0-9a-z ]+ ago: ended with exit code 3: no more room");
        product.dpm("stop", "again", "--yes").expect(0);
        product.dpm("remove", "again", "--yes").expect(0);
    }

    @Needs(Tool.PYTHON)
    @Slow
    @Test
    void watch_folds_what_is_well_where_there_are_more_rows_than_lines() throws Exception {
        try (Product many = new Product()) {
            StringBuilder file = new StringBuilder("defaults: {restart: never, start_seconds: 0}\ntargets:\n");
            for (int i = 10; i < 40; i++) {
                file.append("  idle-").append(i).append(": {command: [sleep, \"1000\"]}\n");
            }
            many.file("dpm.yaml", file + "  broken: {command: [sh, -c, exit 4]}\n");
            many.dpm("start", "--config", "dpm.yaml");
            new Runner(many).awaitState("broken", "EXITED");
            Path screen = many.folder().resolve("screen");
            ProcessBuilder builder = many.builder("status", "--watch=0.2");
            List<String> command = new ArrayList<>(List.of("python3",
                    product.folder().resolve("terminal.py").toString(), "80", "24"));
            command.addAll(builder.command());
            builder.environment().keySet().removeAll(List.of("COLUMNS", "LINES"));
            builder.environment().put("NO_COLOR", "1");
            Process watch = builder.command(command).redirectOutput(screen.toFile()).start();
            try {
                Product.await(Runner.PATIENCE, () -> assertThat(frames(screen)).hasSizeGreaterThan(2));
            } finally {
                watch.descendants().forEach(ProcessHandle::destroy);
                watch.destroy();
            }
            List<String> frame = frames(screen).get(1);
            assertThat(frame).hasSizeLessThan(24).anyMatch(line -> line.startsWith("broken is EXITED"))
                    .anyMatch(line -> line.matches("… and [0-9]+ more, all well"));
            many.dpm("stop", "--yes").expect(0);
        }
    }

    /** The screens that the command drew, one after the other; the last may be incomplete. */
    private static List<List<String>> frames(Path screen) throws IOException {
        String[] frames = Files.readString(screen, StandardCharsets.UTF_8).split("\u001b\\[H\u001b\\[2J", -1);
        return List.of(frames).stream().map(frame -> frame.lines().toList()).toList();
    }
}
