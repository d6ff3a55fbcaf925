package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.dpm.testing.Needs;
import dev.dpm.testing.Slow;
import dev.dpm.testing.Tool;

/** Tests {@code start} and {@code stop}, each test with a daemon of its own. */
class StartStopIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @AutoClose("end")
    private final Product product = new Product();

    private long pid(String name) {
        return product.target(name).orElseThrow().path("pid").asLong();
    }

    @Test
    void a_second_start_makes_no_second_copy() {
        assertThat(product.dpm("start", "--name", "web", "--", "sleep", "1000").expect(0).out())
                .contains("cpu threshold 80.0 % of one core, memory threshold 500.0 MiB, max restarts 3");
        long pid = pid("web");

        Product.Result same = product.dpm("start", "--name", "web", "--", "sleep", "1000").expect(0);
        Product.Result other = product.dpm("start", "--name", "web", "--cpu_threshold", "90", "--", "sleep", "2000")
                .expect(1);
        Product.Result alone = product.dpm("start", "web").expect(0);

        assertThat(same.out()).contains("already");
        assertThat(other.err()).contains("cpu_threshold", "90", "nothing was changed").contains("sleep", "2000");
        assertThat(alone.out()).contains("already");
        JsonNode target = product.target("web").orElseThrow();
        assertThat(target.path("pid").asLong()).isEqualTo(pid);
        assertThat(target.path("cpu_threshold_percent").asDouble()).isEqualTo(80);
        assertThat(product.events("web", "TargetStarted")).hasSize(1);
        product.dpm("start", "unknown").expect(2);
    }

    @Slow
    @Test
    void stop_and_remove_ask_and_without_a_terminal_do_nothing() {
        product.dpm("start", "--name", "web", "--start_seconds", "0", "--", "sleep", "1000").expect(0);
        long pid = pid("web");

        assertThat(product.dpm("stop").expect(2).err()).contains("nothing was done", "--yes");
        assertThat(product.dpm("stop", "web").expect(2).err()).contains("nothing was done", "--yes");
        assertThat(product.dpm("remove", "web").expect(2).err()).contains("nothing was done", "--yes");
        assertThat(pid("web")).isEqualTo(pid);

        assertThat(product.dpm("remove", "web", "--yes").expect(1).err()).contains("RUNNING", "stop it");
        product.dpm("stop", "web", "--yes").expect(0);
        assertThat(product.dpm("stop", "web", "--yes").expect(0).out()).contains("stopped already");
        product.dpm("remove", "web", "--yes").expect(0);
        assertThat(product.target("web")).isEmpty();
        assertThat(product.home().resolve("logs/targets/web.log")).exists();
        product.dpm("stop", "web", "--yes").expect(2);
        product.dpm("restart", "web").expect(2);
    }

    @Slow
    @Test
    void a_bare_start_resumes_what_was_wanted() {
        product.dpm("start", "--name", "wanted", "--start_seconds", "0", "--", "sleep", "1000").expect(0);
        product.dpm("start", "--name", "unwanted", "--start_seconds", "0", "--", "sleep", "1000").expect(0);
        product.dpm("stop", "unwanted", "--yes").expect(0);
        product.dpm("stop", "--yes").expect(0);
        assertThat(product.living()).isEmpty();

        product.dpm("start").expect(0);

        assertThat(product.target("wanted").orElseThrow().path("state").asText()).isEqualTo("RUNNING");
        assertThat(product.target("unwanted").orElseThrow().path("state").asText()).isEqualTo("STOPPED");
        product.dpm("start", "unwanted").expect(0);
        assertThat(product.target("unwanted").orElseThrow().path("state").asText()).isEqualTo("RUNNING");
    }

    @Needs(Tool.PYTHON)
    @Test
    void a_bare_start_that_remembers_nothing_takes_the_seeds_script() {
        product.file("target_script.py", "import time\nprint('the seed grows', flush=True)\ntime.sleep(1000)\n");

        product.dpm("start").expect(0);

        assertThat(product.target("target_script").orElseThrow().path("state").asText()).isEqualTo("RUNNING");
        assertThat(product.dpm("logs").expect(0).out()).isEqualTo("the seed grows\n");
    }

    @Test
    void a_target_that_ends_at_once_is_told_with_its_last_lines() {
        Product.Result result = product.dpm("start", "--name", "bad", "--restart_interval", "60", "--", "sh", "-c",
                "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo line $i; done; exit 3");

        assertThat(result.expect(1).err()).contains("3", "line 12", "line 3", "retrying in", "attempt 1 of 3")
                .doesNotContain("line 2\n");
        assertThat(product.dpm("status").expect(1).out()).contains("BACKOFF");
        assertThat(product.target("bad").orElseThrow().path("last_exit").path("code").asInt()).isEqualTo(3);
    }

    @Test
    void a_start_shows_no_output_of_earlier_lives() {
        product.file("dpm.yaml", "targets: {bad: {max_restarts: 0, command: [sh, -c, 'echo life of $$; printf unended;"
                + " exit 3']}}\n");
        Product.Result first = product.dpm("start", "--config", "dpm.yaml").expect(1);

        List<Product.Result> later = List.of(product.dpm("start", "bad"), product.dpm("restart", "bad"),
                product.dpm("start", "--config", "dpm.yaml"));

        String line = first.err().lines().filter(said -> said.contains("life of")).findFirst().orElseThrow();
        assertThat(later).allSatisfy(result -> assertThat(result.expect(1).err()).doesNotContain(line + "\n")
                .containsOnlyOnce("life of"));
        assertThat(product.dpm("logs", "bad").out().split("life of")).hasSize(5);
    }

    @Test
    void stop_keep_targets_ends_only_the_runner() {
        product.dpm("start", "--name", "web", "--start_seconds", "0", "--", "sleep", "1000").expect(0);
        long pid = pid("web");

        assertThat(product.dpm("stop", "--keep_targets", "--yes").expect(0).out()).contains("1 target goes on");
        assertThat(Product.isRunning(pid)).isTrue();
        assertThat(product.dpm("status").expect(3).out()).contains("1 target runs unsupervised", "web");
        product.dpm("start").expect(0);

        JsonNode target = product.target("web").orElseThrow();
        assertThat(target.path("pid").asLong()).isEqualTo(pid);
        assertThat(target.path("adopted").asBoolean()).isTrue();
    }

    @Test
    void a_daemon_that_does_not_answer_is_exit_code_4_and_is_stopped_by_signal() throws Exception {
        product.dpm("start", "--name", "web", "--start_seconds", "0", "--", "sleep", "1000").expect(0);
        long pid = pid("web");
        long daemon = product.status().path("runner").path("pid").asLong();
        kill("STOP", daemon);
        try {
            assertThat(product.dpm("status").expect(4).err()).contains("process " + daemon + ") does not answer",
                    "SIGSTOP", "`kill -CONT " + daemon + "` lets it go on");
            assertThat(product.dpm("restart", "web").expect(4).err()).contains("`kill -CONT " + daemon + "`");
            assertThat(product.dpm("start", "--name", "b", "--", "sleep", "1000").expect(4).err())
                    .contains("`kill -CONT " + daemon + "`");
            Process stop = product.background(product.folder().resolve("stop.out"), "stop", "--yes");
            Product.await(PATIENCE, () -> assertThat(Files.readString(product.folder().resolve("stop.out")))
                    .contains("it is ended by SIGTERM"));
            kill("CONT", daemon);

            assertThat(stop.waitFor(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
            assertThat(stop.exitValue()).isZero();
        } finally {
            kill("CONT", daemon);
        }
        assertThat(Product.isRunning(daemon)).isFalse();
        assertThat(Product.isRunning(pid)).isFalse();
        assertThat(product.dpm("status").expect(3).out()).contains("no runner is running");
    }

    /** Clients of the API also give up: they send their requests and close the connections. */
    @Test
    void a_command_that_gave_up_on_a_stopped_runner_is_not_carried_out_later() throws Exception {
        product.dpm("start", "--name", "web", "--start_seconds", "0", "--", "sleep", "1000").expect(0);
        long pid = pid("web");
        Runner runner = new Runner(product);
        assertThat(product.get(runner.record("console") + "api/v1/status", true).code()).isEqualTo(200);
        long daemon = runner.pid();
        kill("STOP", daemon);
        try {
            assertThat(product.dpm("restart", "web").expect(4).err()).contains("does not answer");
            product.dpm("remove", "web", "--yes").expect(4);
            for (int i = 0; i < 8; i++) {
                post(runner, "/api/v1/targets/web/restart").close();
            }
        } finally {
            kill("CONT", daemon);
        }

        // the socket answers this request after those before it, and the loop handles the next request after theirs
        product.dpm("status").expect(0);
        try (Socket present = post(runner, "/api/v1/targets/web/signal?signal=CONT")) {
            assertThat(new String(present.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 200");
        }
        product.dpm("signal", "web", "CONT").expect(0);
        assertThat(pid("web")).isEqualTo(pid);
        assertThat(runner.events("web", "TargetStarted")).hasSize(1);
    }

    private static void kill(String signal, long pid) throws Exception {
        Runner.killing(pid, signal).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    }

    private Socket post(Runner runner, String path) throws IOException {
        URI console = URI.create(runner.record("console"));
        Socket client = new Socket(console.getHost(), console.getPort());
        client.setSoTimeout(20_000);
        client.getOutputStream().write(("POST " + path + " HTTP/1.1\r\nHost: " + console.getAuthority()
                + "\r\nAuthorization: Bearer " + Files.readString(product.home().resolve("token")).strip()
                + "\r\nContent-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return client;
    }
}
