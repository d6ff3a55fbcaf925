package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.testing.Tool;

/** Tests the two ports of a runner: health and metrics without a token, console and API with one. */
class HealthMetricsIT extends SharedRunner {

    @BeforeAll
    static void start_one_that_runs_and_one_that_restarts() {
        product.file("dpm.yaml", """
                defaults: {monitor_interval: 1, start_seconds: 0.1}
                targets:
                  web: {command: [sleep, "1000"], env: {PASSWORD: hush-hush}}
                """);
        product.dpm("start", "--config", "dpm.yaml").expect(0);
        Product.await(Runner.PATIENCE,
                () -> assertThat(runner.target("web").path("cpu_percent").isNumber()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"live", "ready", "started", "group/runner", "group/target"})
    void every_probe_answers_without_a_token(String probe) {
        Product.Http answer = product.get(runner.record("management") + "q/health/" + probe, false);

        assertThat(answer.code()).as(answer.body()).isEqualTo(200);
        assertThat(Runner.parse(answer.body()).path("status").asText()).isEqualTo("UP");
    }

    @Test
    void ready_waits_for_every_target_and_the_runner_stays_up() {
        product.dpm("start", "--name", "slow", "--restart", "never", "--start_seconds", "0.1", "--", "sleep", "1000")
                .expect(0);
        product.dpm("stop", "slow", "--yes").expect(0);

        assertThat(runner.health("ready")).isEqualTo(503);
        assertThat(runner.health("live")).isEqualTo(200);
        assertThat(runner.health("group/target")).as("stopped as asked").isEqualTo(200);
        product.dpm("remove", "slow", "--yes").expect(0);
        assertThat(runner.health("ready")).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            management, api/v1/status, 404
            management, login,         404
            console,    q/health/live, 404
            console,    q/metrics,     404
            """)
    void neither_port_has_what_belongs_on_the_other(String port, String path, int code) {
        Product.Http answer = product.get(runner.record(port) + path, true);

        assertThat(answer.code()).as(answer.body()).isEqualTo(code);
        assertThat(answer.body()).doesNotContain("RUNNING").doesNotContain("dpm_target");
    }

    @Test
    void metrics_have_their_names_and_please_promtool() throws IOException, InterruptedException {
        String metrics = product.get(runner.record("management") + "q/metrics", false).body();

        assertThat(metrics).contains("dpm_target_cpu_seconds_total{", "dpm_target_resident_memory_bytes{",
                "# TYPE dpm_target_restarts_total counter", "target=\"web\"", "dpm_runner_info{");
        assertThat(metrics).doesNotContain("hush");
        Path tool = Tool.PROMTOOL.orSkip();
        Path out = product.folder().resolve("promtool.txt");
        Process promtool = new ProcessBuilder(tool.toString(), "check", "metrics").redirectErrorStream(true)
                .redirectOutput(out.toFile()).redirectInput(product.file("metrics.txt", metrics).toFile()).start();
        assertThat(promtool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(promtool.exitValue()).as(Runner.read(out)).isZero();
        assertThat(Runner.read(out)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"api/v1/status", "api/v1/events", "api/v1/targets/web", "", "targets/web"})
    void nothing_is_shown_without_the_token(String path) {
        Product.Http answer = product.get(runner.record("console") + path, false);

        assertThat(answer.code()).isEqualTo(401);
        assertThat(answer.body()).doesNotContain("sleep").doesNotContain("RUNNING");
        assertThat(product.get(runner.record("console") + path, true).code()).isEqualTo(200);
    }

    @Test
    void another_host_name_is_turned_away_even_with_the_token() throws IOException {
        String request = "GET /api/v1/status HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n"
                + "Authorization: Bearer " + token() + "\r\n\r\n";

        assertThat(raw(request)).matches("(?s)HTTP/1.1 (403|421) .*").doesNotContain("RUNNING");
    }

    @Test
    void a_form_of_another_site_is_turned_away() throws IOException {
        String request = "POST /api/v1/targets/web/stop HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Origin: http://evil.example\r\nAuthorization: Bearer " + token() + "\r\nContent-Length: 0\r\n\r\n";

        assertThat(raw(request)).matches("(?s)HTTP/1.1 403 .*");
        assertThat(runner.stateOf("web")).isEqualTo("RUNNING");
    }

    @Test
    void the_one_click_address_opens_the_page_and_works_once() throws IOException {
        String address = product.dpm("console").expect(0).out().strip();
        assertThat(address).startsWith(runner.record("console")).doesNotContain(token());

        URI uri = URI.create(address);
        String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        String welcome = raw(get(path, ""));
        assertThat(welcome).containsIgnoringCase("set-cookie:");
        String cookie = welcome.lines().filter(line -> line.toLowerCase().startsWith("set-cookie:")).findFirst()
                .orElseThrow().replaceFirst("(?i)set-cookie: *", "").replaceFirst(";.*", "");
        String page = raw(get("/", "Cookie: " + cookie + "\r\n"));

        assertThat(page).startsWith("HTTP/1.1 200").contains("web", "RUNNING", "class=\"targets\"")
                .doesNotContain("hush-hush");
        assertThat(page).containsIgnoringCase("content-security-policy:");
        assertThat(raw(get(path, ""))).as("a second time").doesNotContainIgnoringCase("set-cookie: " + cookie);
    }

    private static String get(String path, String headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAccept: text/html\r\n" + headers
                + "\r\n";
    }

    private static String token() {
        return Runner.read(product.home().resolve("token")).strip();
    }

    private static String raw(String request) throws IOException {
        URI console = URI.create(runner.record("console"));
        try (Socket socket = new Socket(console.getHost(), console.getPort())) {
            socket.setSoTimeout(60_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
