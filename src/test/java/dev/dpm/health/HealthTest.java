package dev.dpm.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;

import dev.dpm.check.CheckResult.Outcome;
import dev.dpm.testing.Browser;
import dev.dpm.testing.HttpTest;
import dev.dpm.testing.TestAccess;
import dev.dpm.testing.Views;

@QuarkusTest
class HealthTest extends HttpTest {

    /** The number of worker threads, {@code quarkus.thread-pool.max-threads}. */
    private static final int WORKERS = 4;

    @AutoClose("shutdownNow")
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @ParameterizedTest
    @CsvSource(textBlock = """
            # what is the case,  target, runner, live, ready, started
            no target,           200,    200,    200,  200,   200
            all well,            200,    200,    200,  200,   200
            one in backoff,      503,    200,    503,  503,   200
            one unhealthy,       503,    200,    503,  200,   200
            check passes,        200,    200,    200,  200,   200
            check fails,         200,    200,    200,  503,   200
            not yet checked,     200,    200,    200,  503,   200
            loop stands still,   200,    503,    503,  200,   200
            snapshot fails,      200,    503,    503,  503,   503
            """)
    void probes_tell_targets_and_runner_apart(String situation, int target, int runner, int live, int ready,
            int started) {
        arrange(situation);
        Browser probe = new Browser(management);

        assertThat(probe.get("/q/health/group/target").statusCode()).as("target").isEqualTo(target);
        assertThat(probe.get("/q/health/group/runner").statusCode()).as("runner").isEqualTo(runner);
        assertThat(probe.get("/q/health/live").statusCode()).as("live").isEqualTo(live);
        assertThat(probe.get("/q/health/ready").statusCode()).as("ready").isEqualTo(ready);
        assertThat(probe.get("/q/health/started").statusCode()).as("started").isEqualTo(started);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health/group/targets", "/q/health/group/nope", "/q/health/well", "/q/health/livez",
            "/q/health/live/x", "/q/health/group/runner/x", "/q/health//group/x"})
    void a_probe_whose_address_is_misspelled_fails(String path) {
        assertThat(new Browser(management).get(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health", "/q/health/", "/q/health/live/", "/q/health/group/target/"})
    void a_slash_at_the_end_does_no_harm(String path) {
        assertThat(new Browser(management).get(path).statusCode()).isEqualTo(200);
    }

    /** Commands and pages with a token once kept the probes waiting, so that kubelet restarted the container. */
    @ParameterizedTest
    @ValueSource(strings = {"/q/health", "/q/health/live", "/q/health/ready", "/q/health/started",
            "/q/health/group/runner", "/q/health/group/target"})
    void probes_are_answered_while_all_worker_threads_are_busy(String path) throws Exception {
        operations.show(Views.running("web"));
        CountDownLatch held = operations.holdCommands();
        List<CompletableFuture<?>> busy = new ArrayList<>();
        try {
            for (int i = 0; i < WORKERS; i++) {
                busy.add(CompletableFuture.supplyAsync(() -> new Browser(console).send("POST",
                        "/api/v1/targets/web/stop", "", "Authorization", "Bearer " + TestAccess.TOKEN), threads));
            }
            Awaitility.await().until(() -> operations.asked().size() == WORKERS);

            int status = CompletableFuture.supplyAsync(() -> new Browser(management).get(path).statusCode(), threads)
                    .get(20, TimeUnit.SECONDS);

            assertThat(status).isEqualTo(200);
        } finally {
            held.countDown();
            busy.forEach(CompletableFuture::join);
        }
    }

    private void arrange(String situation) {
        switch (situation) {
            case "no target" -> operations.show();
            case "all well" -> operations.show(Views.running("web"));
            case "one in backoff" -> operations.show(Views.running("web"), Views.backoff("worker"));
            case "one unhealthy" -> operations.show(Views.running("web"), Views.inBreach("import"));
            case "check passes" -> operations.show(Views.checked("web", Outcome.PASSED));
            case "check fails" -> operations.show(Views.checked("web", Outcome.FAILED));
            case "not yet checked" -> operations.show(Views.checked("web", null));
            case "loop stands still" -> operations.show(Views.runner(10.5));
            case "snapshot fails" -> operations.fail();
            default -> throw new IllegalArgumentException(situation);
        }
    }
}
