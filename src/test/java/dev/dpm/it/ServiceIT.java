package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.dpm.testing.Needs;
import dev.dpm.testing.Tool;

/**
 * Tests {@code run} under a service manager: notifications to systemd, a runner that continues without targets, and
 * upgrades during which the targets run.
 */
class ServiceIT {

    /** Receives messages of sd_notify(3) in place of systemd, and writes every datagram as a line into a file. */
    private static final String LISTENER = """
            import socket, sys
            server = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            server.bind(sys.argv[1])
            with open(sys.argv[2], 'a') as heard:
                while True:
                    heard.write(server.recv(4096).decode().replace('\\n', ' ') + '\\n')
                    heard.flush()
            """;

    private final Product product = new Product();
    private final Runner runner = new Runner(product);

    @AfterEach
    void leave_nothing_behind() {
        try (product) {
            product.dpm("stop", "--yes");
            Product.await(Runner.PATIENCE, () -> assertThat(product.dpm("status").code()).isEqualTo(3));
        }
    }

    private Process run(String... words) {
        Process process = product.background(product.folder().resolve("run.log"), words);
        Product.await(Runner.PATIENCE, () -> assertThat(runner.status().path("targets").isArray()).isTrue());
        return process;
    }

    @Needs(Tool.PYTHON)
    @Test
    void systemd_hears_that_the_runner_is_ready_that_it_turns_and_that_it_ends() throws Exception {
        Path socket = product.folder().resolve("notify");
        Path heard = product.folder().resolve("heard");
        Process listener = new ProcessBuilder("python3", "-c", LISTENER, socket.toString(), heard.toString())
                .redirectErrorStream(true).redirectOutput(product.folder().resolve("listener.log").toFile()).start();
        try {
            Product.await(Runner.PATIENCE, () -> assertThat(socket).exists());
            product.with("NOTIFY_SOCKET", socket.toString()).with("WATCHDOG_USEC", "400000");
            Process runs = run("run", "--name", "web", "--start_seconds", "0", "--", "sh", "-c",
                    "env > env; exec sleep 1000");

            Product.await(Runner.PATIENCE, () -> assertThat(Files.readAllLines(heard)).hasSizeGreaterThan(3)
                    .first().asString().startsWith("READY=1 STATUS="));
            assertThat(Files.readAllLines(heard)).contains("STATUS=1 of 1 well WATCHDOG=1");
            assertThat(Files.readString(product.folder().resolve("env"))).as("what the target inherits")
                    .doesNotContain("NOTIFY_SOCKET", "WATCHDOG_USEC").contains("DPM_HOME=");
            runs.destroy();
            assertThat(runs.waitFor(60, TimeUnit.SECONDS)).isTrue();
            Product.await(Runner.PATIENCE,
                    () -> assertThat(Files.readAllLines(heard)).last().isEqualTo("STOPPING=1"));
        } finally {
            listener.destroyForcibly();
        }
    }

    @Test
    void a_service_that_nobody_listens_to_runs_and_says_so_once() {
        product.with("NOTIFY_SOCKET", product.folder().resolve("nobody").toString());
        run("run", "--name", "web", "--start_seconds", "0", "--", "sleep", "1000");

        assertThat(runner.stateOf("web")).isIn("STARTING", "RUNNING");
        Product.await(Runner.PATIENCE, () -> assertThat(product.dpm("events").expect(0).out())
                .containsOnlyOnce("was not told READY=1"));
    }

    @Test
    void stopping_the_last_target_does_not_end_a_service() {
        Process runs = run("run", "--remain_after_exit", "--name", "web", "--start_seconds", "0", "--", "sleep",
                "1000");

        product.dpm("stop", "web", "--yes").expect(0);
        assertThat(runner.stateOf("web")).isEqualTo("STOPPED");
        product.dpm("start", "web").expect(0);

        assertThat(runner.stateOf("web")).isEqualTo("RUNNING");
        assertThat(runs.isAlive()).isTrue();
    }

    @Test
    void a_target_that_is_given_up_does_not_end_a_service_either() {
        Process runs = run("run", "--remain_after_exit", "--name", "web", "--max_restarts", "0", "--", "false");

        runner.awaitState("web", "FATAL");
        assertThat(product.dpm("status").expect(1).out()).contains("FATAL");
        assertThat(runs.isAlive()).isTrue();
    }

    @Test
    void the_file_that_is_installed_starts_nothing_and_an_empty_one_is_refused_elsewhere() {
        Path shipped = Path.of("deploy", "systemd", "dpm.yaml").toAbsolutePath();
        assertThat(product.dpm("check", shipped.toString()).expect(0).out()).contains("0 targets, no faults");

        Process runs = run("run", "--config", shipped.toString());
        assertThat(runner.status().path("targets")).isEmpty();
        assertThat(runs.isAlive()).isTrue();

        Path empty = product.file("empty.yaml", "targets: {}\n");
        assertThat(product.dpm("check", empty.toString()).expect(2).all())
                .contains("empty.yaml line 1: the file names no targets").contains("remain_after_exit: true");
    }

    @Test
    void an_upgrade_of_the_service_keeps_its_targets() throws Exception {
        List<String> service = List.of("run", "--remain_after_exit", "--name", "web", "--start_seconds", "0", "--",
                "sleep", "1000");
        Process before = run(service.toArray(String[]::new));
        long pid = runner.pidOf("web");

        product.dpm("stop", "--keep_targets", "--yes").expect(0);
        assertThat(before.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(before.exitValue()).as("systemd's Restart=on-failure leaves it alone").isZero();
        assertThat(Product.isRunning(pid)).isTrue();
        run(service.toArray(String[]::new));

        assertThat(runner.pidOf("web")).isEqualTo(pid);
        assertThat(runner.target("web").path("adopted").asBoolean()).isTrue();
        assertThat(product.living()).as("one target, one runner").hasSize(2);
    }

    /**
     * The watchdog of systemd ends a runner that hangs by SIGABRT. Without a watchdog, {@code run} passes this signal
     * on to its targets.
     */
    @Test
    void the_watchdog_of_a_service_manager_ends_the_runner_and_not_its_targets() throws Exception {
        product.with("NOTIFY_SOCKET", product.folder().resolve("nobody").toString()).with("WATCHDOG_USEC", "30000000");
        Process hangs = run("run", "--remain_after_exit", "--name", "web", "--start_seconds", "0", "--", "sleep",
                "1000");
        long pid = runner.pidOf("web");

        assertThat(Runner.killing(hangs.pid(), "STOP").start().waitFor()).isZero();
        assertThat(Runner.killing(hangs.pid(), "ABRT").start().waitFor()).isZero();
        assertThat(Runner.killing(hangs.pid(), "CONT").start().waitFor()).isZero();

        assertThat(hangs.waitFor(60, TimeUnit.SECONDS)).as("the runner ended").isTrue();
        assertThat(Product.isRunning(pid)).as("the target lives on").isTrue();
        run("run", "--remain_after_exit");
        assertThat(runner.pidOf("web")).isEqualTo(pid);
        assertThat(runner.target("web").path("adopted").asBoolean()).isTrue();
    }

    @Test
    void a_watchdog_that_waits_for_another_process_leaves_the_signal_to_the_targets() throws Exception {
        product.with("WATCHDOG_USEC", "30000000").with("WATCHDOG_PID", "1");
        Process runs = run("run", "--restart", "never", "--name", "web", "--start_seconds", "0", "--", "sleep", "1000");

        assertThat(Runner.killing(runs.pid(), "ABRT").start().waitFor()).isZero();

        assertThat(runs.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(runs.exitValue()).as("the target's own end, by ABRT").isEqualTo(134);
    }
}
