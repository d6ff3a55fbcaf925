package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.dpm.testing.Needs;
import dev.dpm.testing.Tool;

/** Tests checks with the packaged jar: their failures, the runner's reaction, and how status and console show them. */
class CheckIT extends SharedRunner {

    private static final String SERVER = """
            import http.server, os, sys
            name = sys.argv[1]
            class Page(http.server.BaseHTTPRequestHandler):
                def do_GET(self):
                    open(name + ".agent", "w").write(self.headers["User-Agent"])
                    self.send_response(500 if os.path.exists(name + ".bad") else 200)
                    self.end_headers()
                def log_message(self, *words): pass
            http.server.HTTPServer.allow_reuse_address = True
            http.server.HTTPServer(("127.0.0.1", int(sys.argv[2])), Page).serve_forever()
            """;

    @BeforeAll
    static void start_the_daemon() {
        product.file("server.py", SERVER);
        product.dpm("start", "--name", "keeper", "--start_seconds", "0", "--", "sleep", "1000").expect(0);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Product.Result start(String name, List<String> options, String... command) {
        List<String> words = new ArrayList<>(List.of("start", "--name", name, "--start_seconds", "0",
                "--check_interval", "1", "--check_failures", "2", "--check_timeout", "20", "--restart_interval", "0"));
        words.addAll(options);
        words.add("--");
        words.addAll(List.of(command));
        return product.dpm(words.toArray(String[]::new));
    }

    private static Path spoil(String name) {
        return product.file(name + ".bad", "bad");
    }

    private static JsonNode check(String name) {
        return runner.target(name).path("checks").path(0);
    }

    private static void awaitPassing(String name) {
        Product.await(Runner.PATIENCE, () -> assertThat(check(name).path("passing").asBoolean()).isTrue());
    }

    @Needs(Tool.PYTHON)
    @Test
    void http_restarts_a_server_that_turned_bad_and_says_why() {
        String port = String.valueOf(freePort());
        String url = "http://127.0.0.1:" + port + "/healthz";
        start("http", List.of("--http_check", url + "?token=geheim", "--start_grace", "8"), "python3", "server.py",
                "http", port).expect(0);
        awaitPassing("http");
        assertThat(Runner.read(product.folder().resolve("http.agent"))).startsWith("dpm-runner/");

        Path bad = spoil("http");

        JsonNode failed = runner.awaitEvents("http", "CheckFailed", 1).get(0);
        assertThat(failed.path("message").asText())
                .isEqualTo("http check " + url + " answered 500 in 2 of 2 checks: restarting");
        assertThat(failed.path("check").asText()).isEqualTo("http_check");
        assertThat(bad.toFile().delete()).isTrue();
        JsonNode again = runner.awaitEvents("http", "RestartScheduled", 1).get(0);
        assertThat(again.path("cause").asText()).isEqualTo("http_check");
        assertThat(again.path("reason").asText()).isEqualTo("http check " + url + " answered 500 in 2 of 2 checks");
        runner.awaitEvents("http", "TargetStarted", 2);
        awaitPassing("http");
        assertThat(product.dpm("events", "http").out()).contains("answered 500 in 2 of 2 checks")
                .doesNotContain("geheim");
        assertThat(product.get(runner.record("management") + "q/metrics", false).body())
                .contains("dpm_target_check_result{target=\"http\",kind=\"http\",} 1.0")
                .contains("dpm_target_restarts_total{target=\"http\",reason=\"http_check\",} 1.0");
    }

    @Test
    void tcp_restarts_until_the_budget_is_used_up() {
        start("tcp", List.of("--tcp_check", "127.0.0.1:" + freePort(), "--max_restarts", "1"), "sleep", "1000");

        runner.awaitState("tcp", "FATAL");

        assertThat(runner.target("tcp").path("reason").asText())
                .startsWith("gave up after 1 restart: tcp check 127.0.0.1:").contains("Connection refused in 2 of 2");
        assertThat(runner.events("tcp", "TargetStarted")).hasSize(2);
    }

    @Test
    void exec_runs_in_the_folder_and_environment_of_the_target_and_leaves_nothing_behind() {
        start("exec", List.of("--exec_check", "sleep 3141 & test \"$MOOD\" = fine && test -e server.py && test ! -e "
                + "exec.bad", "--env", "MOOD=fine", "--on_breach", "none"), "sleep", "1000").expect(0);
        awaitPassing("exec");

        spoil("exec");

        assertThat(runner.awaitEvents("exec", "CheckFailed", 1).get(0).path("message").asText())
                .isEqualTo("exec check sleep ended with exit code 1 in 2 of 2 checks: would restart (on_breach none)");
        assertThat(runner.target("exec").path("health").asText()).isEqualTo("UP");
        assertThat(product.dpm("status", "exec").expect(1).out()).contains("exec check sleep ended with exit code 1");
        product.dpm("stop", "exec", "--yes").expect(0);
        Product.await(Runner.PATIENCE, () -> assertThat(product.living().stream().map(CheckIT::commandLine))
                .noneMatch(line -> line.contains("3141")));
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline")).replace('\0', ' ');
        } catch (IOException gone) {
            return "";
        }
    }

    @Test
    void nothing_is_judged_during_start_grace() {
        start("grace", List.of("--exec_check", "false", "--start_grace", "600"), "sleep", "1000").expect(0);

        Product.await(Runner.PATIENCE, () -> assertThat(check("grace").path("runs").path("FAILED").asInt())
                .isGreaterThan(3));

        assertThat(runner.events("grace", "CheckFailed")).isEmpty();
        assertThat(runner.stateOf("grace")).isEqualTo("RUNNING");
        assertThat(check("grace").path("passing").asBoolean()).isFalse();
    }

    @Test
    void unhealthy_turns_the_probes_down_and_up_again() {
        try (Product other = new Product()) {
            Runner one = new Runner(other);
            other.file("moody.bad", "bad");
            other.dpm("start", "--name", "moody", "--start_seconds", "0", "--exec_check", "test ! -e moody.bad",
                    "--check_interval", "1", "--check_failures", "2", "--check_timeout", "20", "--on_breach",
                    "unhealthy", "--", "sleep", "1000").expect(0);
            assertThat(one.health("ready")).as("none has passed yet").isEqualTo(503);
            one.awaitEvents("moody", "CheckFailed", 1);
            // the event can be read before the loop has completed its turn; the probe's answer changes at the end of
            // the turn
            Product.await(Runner.PATIENCE, () -> assertThat(one.health("group/target")).isEqualTo(503));
            assertThat(one.health("group/runner")).isEqualTo(200);

            assertThat(other.folder().resolve("moody.bad").toFile().delete()).isTrue();

            assertThat(one.awaitEvents("moody", "CheckRecovered", 1).get(0).path("message").asText())
                    .isEqualTo("exec check test ended with exit code 0 in 2 of 2 checks");
            Product.await(Runner.PATIENCE, () -> assertThat(one.health("group/target")).isEqualTo(200));
            assertThat(one.health("ready")).isEqualTo(200);
            assertThat(one.events("moody", "TargetStarted")).hasSize(1);
            other.dpm("stop", "--yes").expect(0);
            assertThat(other.living()).isEmpty();
        }
    }

    @Test
    void checks_that_hang_slow_neither_samples_nor_other_checks() {
        for (String name : List.of("hang1", "hang2")) {
            start(name, List.of("--exec_check", "sleep 2718", "--on_breach", "none"), "sleep", "1000").expect(0);
        }
        start("quick", List.of("--exec_check", "true", "--monitor_interval", "1"), "sleep", "1000").expect(0);

        awaitPassing("quick");
        int runs = check("quick").path("runs").path("PASSED").asInt();
        Product.await(Runner.PATIENCE, () -> assertThat(check("quick").path("runs").path("PASSED").asInt())
                .isGreaterThan(runs + 3));

        assertThat(runner.target("quick").path("samples_missed").asInt()).isZero();
        assertThat(runner.target("quick").path("cpu_percent").isNull()).isFalse();
        long hanging = product.living().stream().map(CheckIT::commandLine)
                .filter(line -> line.startsWith("sleep 2718")).count();
        assertThat(hanging).as("one in flight for each").isLessThanOrEqualTo(2);
        product.dpm("stop", "hang1", "--yes").expect(0);
        product.dpm("stop", "hang2", "--yes").expect(0);
        Product.await(Runner.PATIENCE, () -> assertThat(product.living().stream().map(CheckIT::commandLine))
                .noneMatch(line -> line.contains("2718")));
    }
}
