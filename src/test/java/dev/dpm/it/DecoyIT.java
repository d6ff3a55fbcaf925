package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.dpm.testing.Needs;
import dev.dpm.testing.Slow;
import dev.dpm.testing.Tool;

/** Tests that no signal of the runner reaches a process that only resembles a target. */
@Needs(Tool.PYTHON)
class DecoyIT {

    /**
     * A program that records every signal that it can catch. KILL and STOP cannot be caught and would end or stop the
     * program.
     */
    private static final String DECOY = """
            import os, signal, sys, time
            def heard(number, frame):
                with open(os.environ["HEARD"], "a") as file:
                    file.write(signal.Signals(number).name + "\\n")
            if os.environ.get("HEARD"):
                for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP, signal.SIGCHLD}:
                    signal.signal(number, heard)
                open(os.environ["HEARD"] + ".ready", "w").close()
            while True:
                time.sleep(60)
            """;

    private final Product product = new Product();
    private final Runner runner = new Runner(product);
    private final List<Process> decoys = new ArrayList<>();
    private final List<Path> heard = new ArrayList<>();

    @BeforeEach
    void start_a_target_among_decoys() {
        product.file("program.py", DECOY);
        start();
        String cookie = cookieOf(runner.pidOf("web"));
        decoy("twin", Map.of());
        decoy("other-home", Map.of("_DPM_COOKIE", "0bad" + cookie.substring(cookie.indexOf(':'))));
        decoy("no-cookie", Map.of("_DPM_COOKIE", cookie.substring(0, cookie.lastIndexOf(':'))));
        decoy("other-variable", Map.of("X_DPM_COOKIE", cookie));
    }

    private void start() {
        product.dpm("start", "--name", "web", "--start_seconds", "0.2", "--restart_interval", "0", "--stop_grace", "1",
                "--", "python3", "program.py").expect(0);
    }

    /** Starts a process like a target, but as a child of this test: same program, same folder, same command line. */
    private void decoy(String name, Map<String, String> environment) {
        Path file = product.folder().resolve(name + ".heard");
        ProcessBuilder builder = new ProcessBuilder("setsid", "python3", "program.py")
                .directory(product.folder().toFile());
        builder.environment().remove("_DPM_COOKIE");
        builder.environment().putAll(environment);
        builder.environment().put("HEARD", file.toString());
        try {
            decoys.add(builder.start());
            heard.add(file);
            Product.await(Runner.PATIENCE, () -> assertThat(Path.of(file + ".ready")).exists());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static String cookieOf(long pid) {
        try {
            return List.of(Files.readString(Path.of("/proc/" + pid + "/environ"),
                    java.nio.charset.StandardCharsets.ISO_8859_1).split("\0")).stream()
                    .filter(entry -> entry.startsWith("_DPM_COOKIE=")).findFirst().orElseThrow()
                    .substring("_DPM_COOKIE=".length());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @AfterEach
    void no_decoy_was_signalled() {
        try (product) {
            product.dpm("stop", "--yes").expect(0);
            assertThat(product.living()).isEmpty();
            assertThat(decoys).allMatch(Process::isAlive);
            assertThat(heard).noneMatch(Files::exists);
        } finally {
            decoys.forEach(Process::destroyForcibly);
        }
    }

    @Slow
    @Test
    void stop_restart_crash_and_death_of_the_runner() {
        product.dpm("restart", "web").expect(0);
        runner.awaitState("web", "RUNNING");
        Runner.kill(runner.pidOf("web"), "KILL");
        Product.await(Runner.PATIENCE, () -> assertThat(runner.target("web").path("restarts").asInt()).isEqualTo(2));
        runner.kill();
        product.dpm("start").expect(0);
        runner.awaitState("web", "RUNNING");
        product.dpm("stop", "web", "--yes").expect(0);
        runner.kill();
        product.dpm("stop", "--yes").expect(0);
        start();
        runner.kill();
    }

    @Test
    void a_record_whose_pid_another_process_bears_now() throws IOException {
        long web = runner.pidOf("web");
        long daemon = runner.pid();
        runner.kill();
        Runner.kill(web, "KILL");
        Product.await(Runner.PATIENCE, () -> assertThat(product.living()).isEmpty());
        Path state = product.home().resolve("state/targets/web.properties");
        Path record = product.home().resolve("daemon.properties");
        String pid = Long.toString(decoys.get(0).pid());
        // the pid in the runner's record can be changed, since the record has no checksum; a target's state file has
        // one and would be set aside as damaged
        Files.writeString(record, Runner.read(record).replace("pid=" + daemon, "pid=" + pid));
        Files.writeString(product.home().resolve("dpm.pid"), pid + "\n");
        Files.writeString(state, Runner.read(state).replace("pid=" + web, "pid=" + pid));

        assertThat(product.dpm("status").expect(3).out()).doesNotContain("unsupervised");
        assertThat(product.dpm("stop", "--yes").expect(0).out()).contains("nothing is running");
        assertThat(record).doesNotExist();
        assertThat(product.home().resolve("dpm.pid")).doesNotExist();
        start();
    }
}
