package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Tests the options of the runner itself, on one daemon that gets all of them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RunnerOptionsIT {

    private static final String TOKEN = "a-token-of-my-own-0123456789abcdef";

    private static Product product;
    private static Product aged;
    private static int port;
    private static int management;

    @BeforeAll
    static void start() throws IOException {
        aged = startedWithOldLogs();
        product = new Product();
        port = freePort();
        management = freePort();
        product.file("my-token", TOKEN + "\n");
        product.file("dpm.yaml", """
                log_level: ERROR
                log_keep: 1
                defaults: {monitor_interval: 1, start_seconds: 0}
                targets:
                  one: {command: [sleep, "1000"]}
                  two: {command: [sh, -c, "while :; do sleep 0.2; done"], cpu_threshold: off}
                """);
        Path old = product.file("home/logs/runner.log.2", "an old line\n");
        assertThat(old.toFile().setLastModified(
                FileTime.from(Instant.now().minus(Duration.ofDays(3))).toMillis())).isTrue();
        // these flags override log_level and log_keep of the file and the ports in environment variables
        product.dpm("start", "--config", "dpm.yaml", "--port", Integer.toString(port), "--management_port",
                Integer.toString(management), "--host", "127.0.0.2", "--management_host", "127.0.0.3", "--token_file",
                "my-token", "--allowed_hosts", "dpm.example,other.example", "--log_level", "debug", "--log_format",
                "json", "--log_max_size", "2KiB", "--log_keep", "2", "--log_retention", "2d").expect(0);
    }

    @AfterAll
    static void stop() {
        try {
            for (Product each : List.of(product, aged)) {
                each.dpm("stop", "--yes");
                assertThat(each.living()).as("processes left behind").isEmpty();
            }
        } finally {
            product.close();
            aged.close();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The status line of the answer to a {@code GET} with this Host header. */
    private static String answerTo(String host, String token) throws IOException {
        try (Socket socket = new Socket("127.0.0.2", port)) {
            socket.setSoTimeout(60_000);
            OutputStream out = socket.getOutputStream();
            out.write(("GET /api/v1/status HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Bearer " + token
                    + "\r\nAccept: application/json\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.lines().findFirst().orElse("");
        }
    }

    @Test
    void config_brings_every_target_of_the_file() {
        JsonNode status = product.status();

        assertThat(status.path("targets").findValuesAsText("name")).containsExactlyInAnyOrder("one", "two");
        assertThat(product.target("two").orElseThrow().path("cpu_threshold_percent").isNull()).isTrue();
    }

    @Test
    void host_and_port_are_where_console_and_api_answer() throws IOException {
        assertThat(product.status().path("runner").path("console").asText())
                .isEqualTo("http://127.0.0.2:" + port + "/");
        assertThat(answerTo("127.0.0.2:" + port, TOKEN)).contains(" 200 ");
    }

    @Test
    void management_host_and_port_are_where_health_and_metrics_answer() {
        assertThat(product.management()).isEqualTo("http://127.0.0.3:" + management + "/");
        assertThat(product.get(product.management() + "q/health/live", false).code()).isEqualTo(200);
        assertThat(product.get(product.management() + "q/metrics", false).body()).contains("dpm_target_");
    }

    @Test
    void token_file_holds_the_only_token() throws IOException {
        assertThat(answerTo("127.0.0.2:" + port, "another-token-0123456789abcdef012")).contains(" 401 ");
        assertThat(product.home().resolve("token")).as("none is made beside it").doesNotExist();
    }

    @Test
    void allowed_hosts_are_answered_and_others_are_not() throws IOException {
        assertThat(answerTo("dpm.example:" + port, TOKEN)).contains(" 200 ");
        assertThat(answerTo("OTHER.example", TOKEN)).contains(" 200 ");
        assertThat(answerTo("evil.example:" + port, TOKEN)).doesNotContain(" 200 ").contains(" 4");
    }

    @Test
    void the_log_has_its_level_and_format() {
        Product.await(Duration.ofSeconds(20), () -> {
            List<String> lines = log().toList();
            assertThat(lines).anyMatch(line -> line.contains("\"DEBUG\"") && line.contains("memory_bytes"));
            assertThat(new ObjectMapper().readTree(lines.get(0)).isObject()).isTrue();
        });
    }

    /** Every line of the log and its rotated files, newest file first. */
    private static Stream<String> log() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String name : List.of("runner.log", "runner.log.1")) {
            Path file = product.home().resolve("logs").resolve(name);
            text.append(Files.exists(file) ? Files.readString(file) : "");
        }
        return text.toString().lines();
    }

    @Test
    void the_log_is_rotated_at_its_size_and_so_many_files_are_kept() {
        Path logs = product.home().resolve("logs");
        Product.await(Duration.ofSeconds(60), () -> {
            assertThat(logs.resolve("runner.log.2")).exists();
            assertThat(Files.readString(logs.resolve("runner.log.2"))).doesNotContain("an old line");
        });
        assertThat(logs.resolve("runner.log.1"))
                .satisfies(file -> assertThat(Files.size(file)).isBetween(1024L, 4096L));
        assertThat(logs.resolve("runner.log.3")).doesNotExist();
    }

    @Test
    void options_may_come_from_the_environment_under_flags_and_over_the_file() throws IOException {
        try (Product other = new Product()) {
            int asked = freePort();
            other.file("dpm.yaml", "port: 1\nlog_format: json\ntargets:\n  a: {command: [sleep, '1000']}\n");
            other.with("DPM_PORT", Integer.toString(asked)).with("DPM_LOG_FORMAT", "text").with("DPM_MAX_RESTARTS", "7")
                    .with("DPM_NOT_AN_OPTION", "x").with("DPM_CONFIG", "dpm.yaml");

            other.dpm("start", "--start_seconds", "0").expect(0);

            assertThat(other.status().path("runner").path("console").asText()).endsWith(":" + asked + "/");
            assertThat(other.target("a").orElseThrow().path("max_restarts").asInt()).isEqualTo(7);
            assertThat(Files.readString(other.home().resolve("logs/runner.log"))).doesNotStartWith("{");
            other.dpm("stop", "--yes").expect(0);
            assertThat(other.living()).isEmpty();
        }
    }

    /**
     * The runner first deletes old logs half a minute after its start. This test runs last, so that most of that time
     * has already passed.
     */
    @Test
    @Order(Integer.MAX_VALUE)
    void log_retention_deletes_what_is_older() {
        Path logs = aged.home().resolve("logs");

        Product.await(Duration.ofSeconds(90), () -> assertThat(logs.resolve("runner.log.2")).doesNotExist());

        assertThat(logs.resolve("runner.log.1")).exists();
    }

    private static Product startedWithOldLogs() {
        Product started = new Product();
        Path old = started.file("home/logs/runner.log.2", "an old line\n");
        started.file("home/logs/runner.log.1", "a young line\n");
        assertThat(old.toFile().setLastModified(Instant.now().minus(Duration.ofHours(3)).toEpochMilli())).isTrue();
        started.dpm("start", "--log_retention", "2h", "--start_seconds", "0", "--", "sleep", "1000").expect(0);
        return started;
    }

    @Test
    void a_host_open_to_others_is_taken_together_with_a_token() {
        try (Product other = new Product()) {
            other.with("DPM_TOKEN", TOKEN);
            other.dpm("start", "--host", "0.0.0.0", "--start_seconds", "0", "--", "sh", "-c",
                    "env > seen.env; exec sleep 1000").expect(0);

            assertThat(other.status().path("runner").path("console").asText()).startsWith("http://127.0.0.1:");
            Product.await(Duration.ofSeconds(10), () -> assertThat(Files.readString(other.folder().resolve("seen.env")))
                    .contains("PATH=").doesNotContain("DPM_TOKEN"));
            other.dpm("stop", "--yes").expect(0);
            assertThat(other.living()).isEmpty();
        }
    }
}
