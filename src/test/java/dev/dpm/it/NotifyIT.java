package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.dpm.testing.Needs;
import dev.dpm.testing.Tool;

/** Tests programs written for systemd's Type=notify, run by this runner. */
class NotifyIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /**
     * A service that reads commands from a file, by which the test decides when the service becomes ready and when it
     * hangs.
     */
    private static final String SERVICE = """
            import os, socket, sys, time
            to = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            def tell(what):
                try:
                    to.sendto(what.encode(), os.environ['NOTIFY_SOCKET'])
                except OSError:
                    pass  # as sd_notify(3) does where nobody listens
            tell('STATUS=loading')
            while not os.path.exists('ready'):
                time.sleep(0.1)
            tell('READY=1\\nSTATUS=serving')
            while not os.path.exists('hang'):
                tell('WATCHDOG=1')
                time.sleep(0.2)
            os.remove('hang')
            time.sleep(1000)
            """;

    private final Product product = new Product();

    @AfterEach
    void nothing_is_left() {
        try (product) {
            product.dpm("stop", "--yes");
            Product.await(Duration.ofSeconds(20), () -> assertThat(product.living()).isEmpty());
        }
    }

    private void reaches(String name, String state) {
        Product.await(PATIENCE, () -> assertThat(product.target(name).orElseThrow().path("state").asText())
                .isEqualTo(state));
    }

    private String tells(String name) {
        return product.target(name).orElseThrow().path("story").path("status_text").asText();
    }

    private long pid(String name) {
        return product.target(name).orElseThrow().path("pid").asLong();
    }

    @Needs(Tool.PYTHON)
    @Test
    void a_service_gets_ready_survives_its_runner_and_is_restarted_when_it_hangs() throws Exception {
        product.file("service.py", SERVICE);
        product.file("dpm.yaml", """
                defaults: {cpu_threshold: off, memory_threshold: off, restart_interval: 0}
                targets:
                  db: {script_path: service.py, ready: notify, watchdog_seconds: 8, stop_grace: 1}
                  web: {command: [sleep, "1000"], depends_on: [db], ready_output: never, autostart: false}
                """);
        product.dpm("check", "dpm.yaml").expect(0);
        Process start = product.background(product.folder().resolve("start.log"), "start", "--config", "dpm.yaml");
        Product.await(PATIENCE, () -> assertThat(tells("db")).isEqualTo("loading"));
        assertThat(product.target("db").orElseThrow().path("state").asText()).isEqualTo("STARTING");
        assertThat(start.isAlive()).as("start waits until it is ready").isTrue();

        product.file("ready", "");
        reaches("db", "RUNNING");
        assertThat(tells("db")).isEqualTo("serving");
        assertThat(product.dpm("status", "db").out()).contains("tells", "serving");

        long pid = pid("db");
        long runner = product.status().path("runner").path("pid").asLong();
        ProcessHandle.of(runner).orElseThrow().destroyForcibly();
        Product.await(PATIENCE, () -> assertThat(Product.isRunning(runner)).isFalse());
        product.dpm("start").expect(0);
        Product.await(PATIENCE, () -> assertThat(product.target("db").orElseThrow().path("checks").findValuesAsText(
                "reason")).as("signs of life reach the next runner").contains("got WATCHDOG=1"));
        assertThat(pid("db")).isEqualTo(pid);

        product.file("hang", "");
        Product.await(PATIENCE, () -> assertThat(pid("db")).isNotIn(0L, pid));
        reaches("db", "RUNNING");
        assertThat(product.dpm("events").out()).contains("watchdog got no WATCHDOG=1 for 8 s");
    }

    @Needs(Tool.PYTHON)
    @Test
    void a_service_that_never_gets_ready_is_a_failed_launch() {
        product.file("service.py", SERVICE);

        Product.Result started = product.dpm("start", "--name", "db", "--ready", "notify", "--start_timeout", "20",
                "--restart", "never", "--script_path", "service.py");

        assertThat(started.code()).as(started.all()).isEqualTo(1);
        reaches("db", "FATAL");
        assertThat(product.dpm("status", "db").out()).contains("it was not ready within 20 s", "no READY=1", "loading");
    }

    @Needs(Tool.SYSTEMD_NOTIFY)
    @Test
    void a_shell_script_tells_with_systemds_own_program() {
        product.dpm("start", "--name", "db", "--ready", "notify", "--restart", "never", "--", "sh", "-c",
                "sleep 1; systemd-notify --ready --status='by systemd-notify'; sleep 1000").expect(0);

        reaches("db", "RUNNING");
        assertThat(tells("db")).isEqualTo("by systemd-notify");
    }

    @Test
    void a_line_of_the_output_says_that_it_is_ready() {
        Product.Result started = product.dpm("start", "--name", "web", "--ready_output", "listening on port \\d+", "--",
                "sh", "-c", "echo loading; sleep 1; echo 'listening on port 8080'; sleep 1000");
        assertThat(started.code()).as(started.all()).isZero();
        reaches("web", "RUNNING");

        product.dpm("restart", "web").expect(0);
        reaches("web", "RUNNING");
        assertThat(product.dpm("start", "--name", "no", "--ready_output", "never said", "--start_timeout", "2",
                "--restart", "never", "--", "sh", "-c", "echo listening; sleep 1000").code()).isEqualTo(1);
        assertThat(product.dpm("status", "no").out()).contains("no line of its output matched never said");
    }
}
