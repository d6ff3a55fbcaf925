package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.dpm.testing.Needs;
import dev.dpm.testing.Tool;

/** Tests the runner's reactions to a value above its threshold: {@code --on_breach} and {@code --on_exhausted}. */
@Needs(Tool.PYTHON)
class OnBreachIT extends SharedRunner {

    @BeforeAll
    static void start_them_all() {
        product.file("hog.py", """
                import signal, time
                signal.signal(signal.SIGUSR1, lambda number, frame: print("got USR1", flush=True))
                held = bytearray(b"x") * (60 << 20)
                while True: time.sleep(1)
                """);
        product.file("dpm.yaml", """
                defaults: {monitor_interval: 1, restart_interval: 0, process_name: python3, script_path: hog.py,
                           memory_threshold: 30, breach_samples: 1, max_restarts: 1}
                targets:
                  restart: {}
                  stop: {on_breach: stop}
                  signal: {on_breach: "signal:USR1"}
                  none: {on_breach: none}
                  leave: {on_exhausted: leave}
                  exhausted: {on_exhausted: stop, max_restarts: 0}
                """);
        product.dpm("start", "--config", "dpm.yaml");
    }

    private static String breach(String name) {
        return runner.awaitEvents(name, "ThresholdBreached", 1).get(0).path("message").asText();
    }

    @Test
    void restart_launches_it_again() {
        assertThat(breach("restart")).endsWith("in 1 of 1 sample: restarting");

        runner.awaitState("restart", "FATAL");
        assertThat(runner.events("restart", "TargetStarted")).hasSize(2);
        assertThat(runner.events("restart", "TargetExited")).allMatch(exit -> exit.path("asked").asBoolean());
    }

    @Test
    void stop_ends_it_for_good() {
        assertThat(breach("stop")).endsWith(": stopping");

        runner.awaitState("stop", "EXITED");
        assertThat(runner.target("stop").path("reason").asText()).contains("memory").contains("> 30.0 MiB");
        assertThat(runner.events("stop", "TargetStarted")).hasSize(1);
    }

    @Test
    void signal_reaches_the_main_process_once_and_nothing_else_happens() {
        assertThat(breach("signal")).endsWith(": sending USR1");

        Product.await(Runner.PATIENCE, () -> assertThat(runner.outputOf("signal")).contains("got USR1"));
        JsonNode target = runner.target("signal");
        Product.await(Runner.PATIENCE, () -> assertThat(runner.target("signal").path("uptime_seconds").asDouble())
                .as("some samples later").isGreaterThan(target.path("uptime_seconds").asDouble() + 3));
        assertThat(runner.outputOf("signal")).containsOnlyOnce("got USR1");
        assertThat(runner.events("signal", "SignalSent")).hasSize(1);
        assertThat(runner.target("signal").path("pid").asLong()).isEqualTo(target.path("pid").asLong());
        assertThat(runner.stateOf("signal")).isEqualTo("RUNNING");
    }

    @Test
    void none_only_records_what_it_would_have_done() {
        assertThat(breach("none")).endsWith("would restart (on_breach none)");

        assertThat(runner.stateOf("none")).isEqualTo("RUNNING");
        assertThat(runner.target("none").path("health").asText()).isEqualTo("UP");
        assertThat(runner.target("none").path("restarts").asInt()).isZero();
        assertThat(product.dpm("status", "none").expect(1).out()).as("in breach").contains("none");
    }

    @Test
    void leave_lets_it_run_when_the_budget_is_used_up() {
        runner.awaitEvents("leave", "TargetGaveUp", 1);

        JsonNode target = runner.target("leave");
        assertThat(target.path("state").asText()).isEqualTo("RUNNING");
        assertThat(target.path("given_up").asBoolean()).isTrue();
        assertThat(target.path("health").asText()).isEqualTo("DOWN");
        assertThat(target.path("restarts").asInt()).isEqualTo(1);
        assertThat(Product.isRunning(target.path("pid").asLong())).isTrue();
        assertThat(product.dpm("status", "leave").expect(1).out()).contains("gave up after 1 restart");
    }

    @Test
    void without_a_budget_the_first_breach_is_final() {
        runner.awaitState("exhausted", "FATAL");

        assertThat(breach("exhausted")).contains("no restarts are left");
        assertThat(runner.target("exhausted").path("reason").asText()).contains("no restarts are allowed");
        assertThat(runner.events("exhausted", "TargetStarted")).hasSize(1);
    }

    @Test
    void unhealthy_turns_the_probe_down_and_as_many_good_samples_turn_it_up_again() throws IOException {
        try (Product other = new Product()) {
            Runner one = new Runner(other);
            Path wish = other.file("wish", "hold");
            other.file("moody.py", """
                    import os, time
                    held = None
                    while True:
                        wanted = os.path.exists("wish")
                        if wanted and held is None: held = bytearray(b"x") * (60 << 20)
                        if not wanted: held = None
                        time.sleep(0.1)
                    """);
            other.dpm("start", "--script_path", "moody.py", "--process_name", "python3", "--monitor_interval", "1",
                    "--memory_threshold", "30", "--on_breach", "unhealthy").expect(0);
            long pid = one.pidOf("moody");
            one.awaitEvents("moody", "ThresholdBreached", 1);
            assertThat(one.health("group/target")).isEqualTo(503);
            assertThat(one.health("group/runner")).isEqualTo(200);
            assertThat(one.target("moody").path("breach").isNull()).isFalse();

            Files.delete(wish);

            JsonNode recovered = one.awaitEvents("moody", "ThresholdRecovered", 1).get(0);
            assertThat(recovered.path("message").asText())
                    .matches("memory [0-9.]+ MiB <= 30.0 MiB in 2 of 2 samples");
            assertThat(one.health("group/target")).isEqualTo(200);
            assertThat(one.pidOf("moody")).isEqualTo(pid);
            assertThat(one.target("moody").path("breach").isNull()).isTrue();
            other.dpm("stop", "--yes").expect(0);
            assertThat(other.living()).isEmpty();
        }
    }
}
