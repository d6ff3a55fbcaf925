package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import com.sun.tools.attach.VirtualMachine;

import dev.dpm.config.StartRequest;
import dev.dpm.testing.Slow;

/**
 * Tests that a daemon that crashed is started again and adopts its targets, and that a daemon ended by SIGKILL is not
 * started again.
 */
class ComebackIT {

    @AutoClose("end")
    private final Product product = new Product();
    private final Runner runner = new Runner(product);

    private long start(String... options) {
        String[] all = new String[options.length + 8];
        System.arraycopy(new String[]{"start", "--name", "web", "--start_seconds", "0.05"}, 0, all, 0, 5);
        System.arraycopy(options, 0, all, 5, options.length);
        System.arraycopy(new String[]{"--", "sleep", "1000"}, 0, all, 5 + options.length, 3);
        product.dpm(all).expect(0);
        return runner.pidOf("web");
    }

    private void awaitAnotherThan(long daemon) {
        Product.await(Runner.PATIENCE, () -> {
            assertThat(runner.pid()).isNotEqualTo(daemon);
            assertThat(runner.stateOf("web")).isEqualTo("RUNNING");
        });
    }

    private String events() {
        return product.dpm("events", "-n", "1000").expect(0).out();
    }

    @Slow
    @Test
    void after_a_crash_of_its_jvm_it_adopts_on_the_ports_that_flags_gave_and_says_so() throws IOException {
        int port = free();
        int management = free();
        long web = start("--port", "" + port, "--management_port", "" + management);
        long first = runner.pid();
        Runner.kill(first, "SEGV");
        awaitAnotherThan(first);
        assertThat(runner.pidOf("web")).isEqualTo(web);
        assertThat(runner.target("web").path("adopted").asBoolean()).isTrue();
        assertThat(runner.record("console")).endsWith(":" + port + "/");
        assertThat(runner.record("management")).endsWith(":" + management + "/");
        assertThat(events()).contains("died of a crash of its JVM (process " + first + ")")
                .doesNotContain("ended without a word");
        assertThat(product.home().resolve("logs/crash-" + first + ".log")).isNotEmptyFile();
    }

    @Slow
    @Test
    void after_its_heap_was_full_it_comes_back() throws Exception {
        long web = start();
        long first = runner.pid();
        VirtualMachine daemon = VirtualMachine.attach(Long.toString(first));
        daemon.loadAgent(Agent.jar(product.folder()).toString());
        awaitAnotherThan(first);
        assertThat(runner.pidOf("web")).isEqualTo(web);
        assertThat(events()).contains("died of a lack of memory (process " + first + ")");
    }

    @Slow
    @Test
    void each_time_it_waits_longer_and_no_secret_stands_on_a_command_line() throws IOException {
        product.with("DPM_TOKEN", "secret-of-the-test").dpm("start", "--name", "web", "--start_seconds", "0.05", "--",
                "sleep", "1000").expect(0);
        long first = runner.pid();
        assertThat(Runner.read(Path.of("/proc/" + first + "/cmdline"))).contains("OnOutOfMemoryError", "OnError")
                .doesNotContain("secret-of-the-test");
        Runner.kill(first, "SEGV");
        Product.await(Runner.PATIENCE, () -> assertThat(runner.pid()).isNotEqualTo(first));
        Product.await(Runner.PATIENCE, () -> assertThat(runner.record("faces")).isEqualTo("up"));
        long second = runner.pid();
        Runner.kill(second, "SEGV");
        Product.await(Runner.PATIENCE, () -> assertThat(comeback("deaths").split(" ", -1)).hasSize(2));
        assertThat(Duration.between(Instant.parse(comeback("died_at")), Instant.parse(comeback("due"))))
                .isEqualTo(Duration.ofSeconds(2));
        Product.await(Runner.PATIENCE, () -> assertThat(runner.pid()).isNotEqualTo(second));
        Product.await(Runner.PATIENCE, () -> assertThat(runner.record("faces")).isEqualTo("up"));
        assertThat(events()).contains("that is 2 times within an hour");
    }

    @Slow
    @Test
    void a_stop_while_it_is_due_calls_it_off() {
        start();
        long first = runner.pid();
        // the crash leaves a shell that waits before it restarts the daemon; when the shell's wait is over, the restart
        // must be cancelled
        Runner.kill(first, "SEGV");
        Product.await(Runner.PATIENCE, () -> assertThat(comeback("pending")).isEqualTo("true"));
        product.dpm("stop", "--yes").expect(0);
        Product.await(Runner.PATIENCE, () -> assertThat(product.living()).isEmpty());
        assertThat(comeback("pending")).isEqualTo("false");
        assertThat(product.dpm("status").code()).isEqualTo(3);
    }

    /** The command stop comes after the new daemon saw that its start is due, and before it locked the home. */
    @Slow
    @Test
    void one_that_is_on_its_way_when_it_is_called_off_does_nothing() throws Exception {
        start();
        Runner.kill(runner.pid(), "SEGV");
        Product.await(Runner.PATIENCE, () -> assertThat(comeback("pending")).isEqualTo("true"));
        product.dpm("stop", "--yes").expect(0);
        StartRequest bare = new StartRequest(false, Optional.empty(), Map.of(), List.of(), product.folder(), "0022",
                Map.of());
        Path request = product.file("request", bare.encode());
        ProcessBuilder launched = product.with("_DPM_COMES_BACK", "yes").builder("run", "--daemon")
                .redirectInput(request.toFile()).redirectErrorStream(true)
                .redirectOutput(product.folder().resolve("launched").toFile());
        launched.environment().put("DPM_HOME", product.home().toString());
        Process daemon = launched.start();
        try {
            assertThat(daemon.waitFor(Runner.PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            daemon.destroyForcibly();
        }
        assertThat(daemon.exitValue()).isZero();
        assertThat(product.folder().resolve("launched")).isEmptyFile();
        // the daemon whose restart was cancelled ends by itself
        Product.await(Runner.PATIENCE, () -> assertThat(product.living()).isEmpty());
    }

    @Slow
    @Test
    void one_that_somebody_killed_stays_away() {
        long web = start();
        long first = runner.pid();
        runner.kill();
        assertThat(product.living()).as("nobody who would bring it back").containsExactly(web);
        assertThat(product.home().resolve("state/comeback.properties")).doesNotExist();
        assertThat(product.dpm("status").expect(3).out()).contains("run", "unsupervised");
        assertThat(runner.pid()).isEqualTo(first);
    }

    @Test
    void after_a_stop_flags_are_forgotten() throws IOException {
        start("--port", "" + free());
        assertThat(product.home().resolve("state/runner.properties")).isNotEmptyFile();
        product.dpm("stop", "--yes").expect(0);
        assertThat(product.home().resolve("state/runner.properties")).doesNotExist();
    }

    @Slow
    @Test
    void a_start_after_a_kill_keeps_what_flags_gave_the_runner() throws IOException {
        int port = free();
        start("--port", "" + port, "--log_format", "json");
        runner.kill();
        product.dpm("start").expect(0);
        assertThat(runner.record("console")).endsWith(":" + port + "/");
        Product.await(Runner.PATIENCE,
                () -> assertThat(runner.log().lines().reduce((one, other) -> other).orElse("")).startsWith("{"));
        runner.kill();
        int other = free();
        product.dpm("start", "--port", "" + other).expect(0);
        assertThat(runner.record("console")).as("a flag given now wins").endsWith(":" + other + "/");
    }

    private String comeback(String key) {
        Properties properties = new Properties();
        try (var in = Files.newInputStream(product.home().resolve("state/comeback.properties"))) {
            properties.load(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return properties.getProperty(key);
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
