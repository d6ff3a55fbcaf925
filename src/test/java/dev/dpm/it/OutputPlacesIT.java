package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.dpm.testing.Slow;
import dev.dpm.testing.Tool;

/**
 * Tests output that goes to a file of the user's, to syslog or to the journal, and output with times before its lines.
 */
class OutputPlacesIT {

    private static final String STAMP = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}[.][0-9]{3}Z ";
    private static final String RECEIVER = """
            import socket, sys, os
            path, out = sys.argv[1], open(sys.argv[2], 'ab', 0)
            if os.path.exists(path): os.unlink(path)
            end = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            end.bind(path)
            while True: out.write(end.recv(1 << 17) + b'\\n')
            """;
    /** A shell program that counts as long as the file {@code go} exists. */
    private static final String COUNTS = "n=0; while [ -e go ]; do echo line $n; n=$((n+1)); sleep 0.02; done; "
            + "echo last $n; exec sleep 1000";

    private final Product product = new Product();
    private Path syslog;
    private Path journal;

    @BeforeEach
    void sockets_of_its_own() throws IOException {
        Path root = product.folder().resolve("s");
        syslog = root.resolve("dev/log");
        journal = root.resolve("run/systemd/journal/socket");
        Files.createDirectories(syslog.getParent());
        Files.createDirectories(journal.getParent());
        product.with("JAVA_TOOL_OPTIONS", "-Ddpm.sockets=" + root);
    }

    @AfterEach
    void nothing_is_left() {
        try (product) {
            product.dpm("stop", "--yes");
            assertThat(product.living()).isEmpty();
        }
    }

    private Process receiver(Path socket) throws IOException {
        Path python = Tool.PYTHON.orSkip();
        Process receiver = new ProcessBuilder(python.toString(), "-c", RECEIVER, socket.toString(),
                received(socket).toString()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        Product.await(Runner.PATIENCE, () -> assertThat(socket).exists());
        return receiver;
    }

    private Path received(Path socket) {
        return product.folder().resolve(socket.getFileName() + ".received");
    }

    private String text(Path socket) throws IOException {
        return Files.readString(received(socket), StandardCharsets.ISO_8859_1);
    }

    private void start(String targets) {
        product.file("dpm.yaml", targets);
        product.dpm("start", "--config", "dpm.yaml").expect(0);
    }

    @Test
    void each_place_gets_the_lines_and_logs_shows_them() throws Exception {
        Process one = receiver(syslog);
        Process two = receiver(journal);
        try {
            Path log = product.folder().resolve("mine/web.log");
            start("""
                    defaults: {start_seconds: 0}
                    targets:
                      sys: {command: [sh, -c, 'echo said; echo wrong >&2; exec sleep 1000'], output: syslog, stderr: apart}
                      jou: {command: [sh, -c, 'echo said; echo "<3>bad"; exec sleep 1000'], output: journald}
                      own: {command: [sh, -c, 'echo said; echo wrong >&2; exec sleep 1000'], output: LOG, stderr: LOG}
                      sta: {command: [sh, -c, 'echo ready; exec sleep 1000'], output_timestamps: true, ready_output: ^ready$}
                    """
                    .replace("LOG", log.toString()));
            Runner runner = new Runner(product);
            Product.await(Runner.PATIENCE, () -> {
                assertThat(text(syslog)).containsPattern("<30>[A-Z][a-z]{2} [ 0-9]{2} [0-9:]{8} sys\\["
                        + runner.pidOf("sys") + "]: said\n").containsPattern("<27>.*]: wrong\n");
                assertThat(text(journal)).contains("MESSAGE\n\4\0\0\0\0\0\0\0said\n", "SYSLOG_IDENTIFIER=jou\n",
                        "PRIORITY=6\n", "DPM_TARGET=jou\n", "OBJECT_PID=" + runner.pidOf("jou") + "\n",
                        "MESSAGE\n\3\0\0\0\0\0\0\0bad\n", "PRIORITY=3\n");
                assertThat(Files.readString(log)).isEqualTo("said\nwrong\n");
            });
            assertThat(product.dpm("logs", "own").expect(0).out()).isEqualTo("said\nwrong\n");
            assertThat(product.dpm("logs", "jou").expect(0).out()).isEqualTo("said\n<3>bad\n");
            Product.await(Runner.PATIENCE, () -> assertThat(product.dpm("logs", "sta", "--since", "1h").expect(0).out())
                    .matches(STAMP + "ready\n"));
            assertThat(runner.target("sta").path("state").asText()).isEqualTo("RUNNING");
        } finally {
            one.destroyForcibly();
            two.destroyForcibly();
        }
    }

    @Test
    void what_does_not_pass_anything_on_has_no_thread_for_it() throws Exception {
        start("targets:\n  web: {command: [sh, -c, 'echo said; exec sleep 1000'], start_seconds: 0}\n");
        long pid = new Runner(product).pid();
        Product.await(Runner.PATIENCE,
                () -> assertThat(product.dpm("logs", "web").expect(0).out()).isEqualTo("said\n"));
        assertThat(product.threads(pid)).isNotEmpty().doesNotContain("dpm-relay");
        assertThat(Files.list(product.home().resolve("logs/targets"))).singleElement()
                .satisfies(file -> assertThat(file).hasFileName("web.log"));
    }

    @Test
    void check_and_start_refuse_what_is_no_file_or_is_another_ones() throws Exception {
        Path fifo = product.folder().resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
        product.file("dpm.yaml", """
                targets:
                  a: {command: [sleep, '1'], output: FIFO}
                  b: {command: [sleep, '1'], output: /dev/stdout}
                  c: {command: [sleep, '1'], output: /tmp/x/../one.log}
                  d: {command: [sleep, '1'], stderr: /tmp/one.log}
                  e: {command: [sleep, '1'], output: journald, output_timestamps: true}
                """.replace("FIFO", fifo.toString()));
        for (List<String> command : List.of(List.of("check", "dpm.yaml"), List.of("start", "--config", "dpm.yaml"))) {
            assertThat(product.dpm(command.toArray(String[]::new)).expect(2).err())
                    .contains("line 2: output '" + fifo + "' is a FIFO; allowed: the absolute path of a regular file")
                    .contains(
                            "line 3: output '/dev/stdout' is a stream of whoever opens it; output: inherit is the runner's")
                    .contains("line 5: stderr '/tmp/one.log' is where c writes already")
                    .contains("line 6: output_timestamps is not allowed with output journald");
        }
        product.file("dpm.yaml", "targets:\n  a: {command: [sleep, '1'], output: journald}\n");
        assertThat(product.dpm("check", "dpm.yaml").expect(0).err())
                .contains("WARNING dpm.yaml line 2: output: journald has no socket " + journal);
        assertThat(product.living()).isEmpty();
    }

    @Test
    void a_file_of_the_users_is_rotated_by_the_same_limits() throws Exception {
        Path log = product.folder().resolve("mine/web.log");
        start("""
                log_max_size: 20000
                log_keep: 2
                targets:
                  web: {command: [sh, -c, 'while :; do seq 1000; sleep 0.1; done'], start_seconds: 0, output: LOG}
                """.replace("LOG", log.toString()));
        Product.await(Runner.PATIENCE, () -> assertThat(log.resolveSibling("web.log.2")).exists());
        assertThat(log.resolveSibling("web.log.3")).doesNotExist();
        assertThat(Files.size(log.resolveSibling("web.log.1"))).isLessThan(40_000);
    }

    @Test
    void no_line_is_missing_after_the_death_of_the_runner_and_while_syslog_was_away() throws Exception {
        Path go = product.file("go", "");
        Process first = receiver(syslog);
        Process second = null;
        try {
            start("targets:\n  sys: {command: [sh, -c, 'COUNTS'], start_seconds: 0, output: syslog, cwd: .}\n"
                    .replace("COUNTS", COUNTS)
                    + "  sta: {command: [sh, -c, 'COUNTS'], start_seconds: 0, output_timestamps: true, cwd: .}\n"
                            .replace("COUNTS", COUNTS));
            Product.await(Runner.PATIENCE, () -> assertThat(text(syslog)).contains("line 30\n"));
            // a receiver that is killed loses the lines that it has accepted and not read, so the test first removes
            // the socket and lets the receiver read these lines
            Files.delete(syslog);
            Product.await(Runner.PATIENCE, () -> assertThat(product.status().toString())
                    .contains(syslog + " does not exist; its lines wait in its log"));
            first.destroyForcibly().waitFor();
            ProcessHandle.of(new Runner(product).pid()).orElseThrow().destroyForcibly();
            second = receiver(syslog);
            product.dpm("start").expect(0);
            Files.delete(go);
            Product.await(Runner.PATIENCE, () -> {
                assertThat(text(syslog)).containsPattern("last [0-9]+\n");
                assertThat(product.dpm("logs", "sta", "-n", "1").out()).containsPattern("last [0-9]+\n");
                assertThat(product.status().toString()).doesNotContain("does not exist");
            });
            List<String> sent = text(syslog).lines().map(line -> line.replaceFirst(".*]: ", "")).distinct().toList();
            assertThat(sent).containsExactlyElementsOf(counted(sent.size() - 1));
            List<String> stamped = product.dpm("logs", "sta", "-n", "100000").out().lines()
                    .map(line -> line.replaceFirst("^" + STAMP, "")).distinct().toList();
            assertThat(stamped).containsExactlyElementsOf(counted(stamped.size() - 1));
        } finally {
            first.destroyForcibly();
            if (second != null) {
                second.destroyForcibly();
            }
        }
    }

    private static List<String> counted(int count) {
        return IntStream.rangeClosed(0, count).mapToObj(n -> n < count ? "line " + n : "last " + n).toList();
    }

    /**
     * 100 MiB of lines, a line of 10 MiB, and every possible byte: without its times, the log must contain exactly what
     * the target wrote.
     */
    @Test
    @Slow
    void floods_long_lines_and_any_bytes_get_their_times_and_stay_what_they_are() throws Exception {
        Path python = Tool.PYTHON.orSkip();
        product.file("flood.py", """
                import sys, time
                out = sys.stdout.buffer
                for n in range(1 << 20): out.write(b'%099d\\n' % n)
                out.write(b'x' * (10 << 20) + b'\\n')
                out.write(bytes(range(256)) * 100 + b'\\nthe end\\n')
                out.flush()
                open('written', 'w').close()
                time.sleep(1000)
                """);
        start("""
                log_max_size: 300MiB
                defaults: {cpu_threshold: off, start_seconds: 0, cwd: .}
                targets:
                  web: {command: [PYTHON, flood.py], output_timestamps: true}
                """.replace("PYTHON", python.toString()));
        Path raw = product.home().resolve("logs/targets/web.raw.log");
        Path log = product.home().resolve("logs/targets/web.log");
        Product.await(Runner.PATIENCE, () -> {
            assertThat(product.folder().resolve("written")).exists();
            assertThat(Files.size(log)).isGreaterThan(Files.size(raw));
            assertThat(lastBytes(log)).endsWith("the end\n");
        });
        assertThat(new ProcessBuilder(python.toString(), "-c", """
                import re, sys
                raw, log = open(sys.argv[1], 'rb').read(), open(sys.argv[2], 'rb').read()
                stamp = re.compile(rb'^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}[.][0-9]{3}Z ', re.M)
                sys.exit(0 if stamp.sub(b'', log) == raw and log.count(b'\\n') == raw.count(b'\\n') else 1)
                """, raw.toString(), log.toString()).start().waitFor()).isZero();
        assertThat(new Runner(product).status().toString()).doesNotContain("rotated away");
    }

    private static String lastBytes(Path file) throws IOException {
        try (java.io.RandomAccessFile open = new java.io.RandomAccessFile(file.toFile(), "r")) {
            open.seek(Math.max(0, open.length() - 100));
            byte[] end = new byte[100];
            return new String(end, 0, Math.max(0, open.read(end)), StandardCharsets.ISO_8859_1);
        }
    }
}
