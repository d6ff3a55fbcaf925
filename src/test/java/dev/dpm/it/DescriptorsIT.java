package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.dpm.testing.Slow;

/** Tests a runner without free file descriptors. The test sends its requests over a connection that was open before. */
class DescriptorsIT {

    private static final String MARK = "DPM_IT_COPY";

    private final Product product = new Product();
    private final Runner runner = new Runner(product);
    private final JournalOnDisk journal = new JournalOnDisk(product);
    private final HttpClient connection = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private String api;
    private String token;

    @BeforeEach
    void start() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "prlimit (util-linux) is not on this machine");
        for (String name : List.of("web", "other")) {
            product.dpm("start", "--name", name, "--start_seconds", "0", "--restart_interval", "0", "--max_restarts",
                    "3", "--monitor_interval", "1", "--stop_grace", "1", "--env", MARK + "=" + product.home() + name,
                    "--", "sleep", "1000").expect(0);
        }
        api = runner.record("console") + "api/v1/";
        token = Runner.read(product.home().resolve("token")).strip();
        assertThat(target("web").path("state").asText()).isEqualTo("RUNNING");
        assertThat(liveness()).isEqualTo("UP");
    }

    @AfterEach
    void leave_nothing_behind() throws Exception {
        try (product) {
            if (api != null) {
                descriptors(4096);
                product.dpm("stop", "--yes");
                assertThat(product.living()).isEmpty();
            }
        }
    }

    /**
     * Sets the runner's soft limit of file descriptors. With a limit below the number of open descriptors, the runner
     * can open no further ones.
     */
    private void descriptors(int most) throws IOException, InterruptedException {
        Process prlimit = new ProcessBuilder("prlimit", "--pid", Long.toString(runner.pid()), "--nofile=" + most + ":")
                .inheritIO().start();
        assertThat(prlimit.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(prlimit.exitValue()).isZero();
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = connection.send(request.timeout(Duration.ofSeconds(60))
                    .header("Authorization", "Bearer " + token).header("Accept", "application/json").build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.body();
        } catch (IOException e) {
            throw new AssertionError("the runner does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private JsonNode ask(String question) {
        return Runner.parse(send(HttpRequest.newBuilder(URI.create(api + question))));
    }

    private JsonNode target(String name) {
        JsonNode status = ask("status?name=" + name);
        JsonNode target = status.path("targets").path(0);
        assertThat(target.path("name").asText()).as("%s", status).isEqualTo(name);
        return target;
    }

    /** The runner's answer to a liveness probe, over the connection that was open before. */
    private String liveness() {
        String probe = runner.record("management") + "q/health/group/runner";
        return Runner.parse(send(HttpRequest.newBuilder(URI.create(probe)))).path("status").asText();
    }

    private List<Long> copies(String name) {
        return product.carrying(MARK + "=" + product.home() + name);
    }

    private long count(String name, String type) {
        return journal.events().stream().filter(event -> event.path("type").asText().equals(type))
                .filter(event -> event.path("target").asText().equals(name)).count();
    }

    private static void pause(int seconds) throws InterruptedException {
        TimeUnit.SECONDS.sleep(seconds);
    }

    /** The free descriptor numbers of the runner, lowest first; the kernel assigns them in this order. */
    private IntStream free() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + runner.pid() + "/fd"))) {
            Set<Integer> taken = open.map(file -> Integer.valueOf(file.getFileName().toString()))
                    .collect(Collectors.toSet());
            return IntStream.iterate(0, number -> number + 1).filter(number -> !taken.contains(number));
        }
    }

    /**
     * The number of descriptors that the runner has in reserve: those that are open on /dev/null, including its stdin.
     */
    private long putBy() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + runner.pid() + "/fd"))) {
            return open.filter(file -> {
                try {
                    return Files.readSymbolicLink(file).equals(Path.of("/dev/null"));
                } catch (IOException closed) {
                    return false;
                }
            }).count();
        }
    }

    /**
     * Sets the limit so that two descriptors are free: enough to list processes, which needs one, and too few for a
     * launch, which needs six.
     */
    private int twoFree() throws IOException {
        return 1 + free().skip(1).findFirst().orElseThrow();
    }

    private JsonNode waits() {
        JsonNode web = target("web");
        assertThat(web.path("state").asText()).as(() -> web + " after " + journal.events()).isNotIn("RUNNING", "FATAL",
                "STOPPED");
        assertThat(web.path("restarts_in_window").asInt())
                .as(() -> "at most for the crash itself, after " + journal.events()).isLessThanOrEqualTo(1);
        assertThat(copies("web")).isEmpty();
        assertThat(liveness()).isEqualTo("UP");
        JsonNode other = target("other");
        JsonNode memory = other.path("memory_bytes");
        assertThat(memory.isNull() || memory.asLong() > 0).as("memory %s", memory).isTrue();
        assertThat(other.path("state").asText()).isEqualTo("RUNNING");
        return web;
    }

    private void recovers(String part) throws Exception {
        descriptors(4096);

        runner.awaitState("web", "RUNNING");
        Product.await(Runner.PATIENCE, () -> assertThat(copies("web")).hasSize(1));
        Product.await(Runner.PATIENCE, () -> assertThat(journal.saidOf(part)).endsWith("RunnerNoted"));
        assertThat(runner.target("web").path("restarts_in_window").asInt()).isEqualTo(1);
        assertThat(count("web", "TargetGaveUp")).isZero();
        assertThat(runner.health("group/runner")).isEqualTo(200);
        assertThat(copies("other")).hasSize(1);
        assertThat(Runner.read(product.home().resolve("logs/daemon.out"))).as("nothing broke off").isEmpty();
        journal.isGapless();
    }

    @Test
    void a_launch_that_lacks_some_is_tried_again_and_spends_no_budget() throws Exception {
        descriptors(twoFree());
        Runner.kill(copies("web").get(0), "KILL");
        Product.await(Runner.PATIENCE, () -> assertThat(count("web", "LaunchFailed")).isEqualTo(1));
        for (int look = 0; look < 5; look++) {
            pause(1);
            // for a moment of each second, while the runner attempts the launch, the target is STARTING
            Product.await(Runner.PATIENCE,
                    () -> assertThat(waits().path("reason").asText()).contains("no descriptors left"));
        }
        assertThat(count("web", "LaunchFailed")).as("said once").isEqualTo(1);

        recovers("launch of web");
    }

    @Slow
    @Test
    void without_any_nothing_counts_as_gone_and_no_second_copy_is_launched() throws Exception {
        descriptors(10);
        Runner.kill(copies("web").get(0), "KILL");
        Product.await(Runner.PATIENCE,
                () -> assertThat(journal.saidOf("processes of web")).containsExactly("RunnerFaulted"));
        for (int look = 0; look < 5; look++) {
            pause(1);
            waits();
        }
        assertThat(ask("status").path("runner").path("faults").toString()).contains("processes of web",
                "no descriptors left");
        assertThat(count("web", "LaunchFailed")).isZero();

        recovers("processes of web");
    }

    /** Idle connections use up all descriptors, and further connections wait in the kernel's queue. */
    @Test
    void with_none_left_a_fresh_probe_and_a_fresh_command_are_answered_and_told_why() throws Exception {
        Product.await(Runner.PATIENCE, () -> assertThat(putBy()).isGreaterThanOrEqualTo(8));
        int most = 1 + free().skip(9).findFirst().orElseThrow();
        descriptors(most);
        int port = URI.create(runner.record("management")).getPort();
        List<Socket> silent = new ArrayList<>();
        try {
            for (int count = 0; count < 14; count++) {
                silent.add(new Socket("127.0.0.1", port));
            }
            Product.await(Runner.PATIENCE,
                    () -> assertThat(journal.saidOf("descriptors")).containsExactly("RunnerFaulted"));

            Product.await(Duration.ofSeconds(15), () -> assertThat(runner.health("group/runner")).isEqualTo(200));
            Product.Result status = product.dpm("status", "--json").expect(0);
            assertThat(Runner.parse(status.out()).path("runner").path("faults").toString())
                    .contains("descriptors: the runner has no descriptors left");
            assertThat(runner.health("group/runner")).as("again").isEqualTo(200);
            assertThat(copies("web")).hasSize(1);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
        Product.await(Runner.PATIENCE,
                () -> assertThat(journal.saidOf("descriptors")).containsExactly("RunnerFaulted", "RunnerNoted"));
        assertThat(runner.stateOf("other")).isEqualTo("RUNNING");
        journal.isGapless();
    }

    @Slow
    @Test
    void a_stop_claims_no_success_while_the_target_lives_and_finishes_when_it_can() throws Exception {
        descriptors(10);
        send(HttpRequest.newBuilder(URI.create(api + "targets/other/stop"))
                .POST(HttpRequest.BodyPublishers.noBody()));

        for (int look = 0; look < 4; look++) {
            pause(1);
            boolean lived = !copies("other").isEmpty();
            String state = target("other").path("state").asText();
            assertThat(lived && state.equals("STOPPED")).as("%s while it lives", state).isFalse();
            assertThat(state).isNotEqualTo("FATAL");
        }
        descriptors(4096);

        runner.awaitState("other", "STOPPED");
        assertThat(copies("other")).isEmpty();
        assertThat(copies("web")).hasSize(1);
        assertThat(runner.stateOf("web")).isEqualTo("RUNNING");
        journal.isGapless();
    }
}
