package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.dpm.testing.Slow;

/** Tests crashes and restarts. Targets that do not affect each other share a runner and start at the same time. */
class RestartIT extends SharedRunner {

    @BeforeAll
    static void start_them_all() {
        product.file("dpm.yaml",
                """
                        targets:
                          steady: {command: [sleep, "1000"]}
                          paced: {command: [sh, -c, "sleep 0.2; exit 3"], restart_interval: 1, backoff_factor: 2, max_restarts: 2}
                          at-once: {command: [sh, -c, "exit 1"], restart_interval: 0, max_restarts: 3}
                          capped: {command: [sh, -c, "exit 1"], restart_interval: 0.5, backoff_max: 0.6, max_restarts: 2}
                          failing: {command: [sh, -c, "exit 4"], restart: on-failure, restart_interval: 0, max_restarts: 1}
                          done: {command: [sh, -c, "exit 0"], restart: on-failure}
                          once: {command: [sh, -c, "exit 5"], restart: never}
                          accepted: {command: [sh, -c, "exit 7"], restart: on-failure, success_exit_codes: "0,7"}
                          unaccepted: {command: [sh, -c, "exit 0"], restart: on-failure, success_exit_codes: 7, restart_interval: 0, max_restarts: 1}
                          always: {command: [sh, -c, "exit 0"], restart_interval: 0, max_restarts: 1}
                          killed: {command: [sh, -c, "kill -9 $$"], restart_interval: 0, max_restarts: 0}
                        """);
        product.dpm("start", "--config", "dpm.yaml").expect(1);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            paced,   1,   2,
            at-once, 0,   0.2, 0.4
            capped,  0.5, 0.6,
            """)
    void restarts_after_the_delays_that_interval_factor_and_cap_make(String name, double first, double second,
            Double third) {
        runner.awaitState(name, "FATAL");

        List<Double> expected = new ArrayList<>(List.of(first, second));
        if (third != null) {
            expected.add(third);
        }
        assertThat(runner.events(name, "RestartScheduled")).extracting(event -> event.path("delay_seconds").asDouble())
                .containsExactlyElementsOf(expected);
        List<JsonNode> exits = runner.events(name, "TargetExited");
        List<JsonNode> starts = runner.events(name, "TargetStarted");
        for (int restart = 0; restart < expected.size(); restart++) {
            // on a busy machine a restart may be late, but it is never early
            assertThat(Runner.secondsBetween(exits.get(restart), starts.get(restart + 1)))
                    .as("restart %d of %s", restart + 1, name)
                    .isGreaterThanOrEqualTo(expected.get(restart) - 0.05);
        }
    }

    @Test
    void a_crash_loop_ends_in_fatal_and_everybody_is_told() {
        runner.awaitState("paced", "FATAL");

        JsonNode target = runner.target("paced");
        assertThat(target.path("restarts").asInt()).isEqualTo(2);
        assertThat(target.path("given_up").asBoolean()).isTrue();
        assertThat(target.path("pid").isNull()).isTrue();
        assertThat(target.path("health").asText()).isEqualTo("DOWN");
        assertThat(target.path("last_exit").path("code").asInt()).isEqualTo(3);
        assertThat(target.path("reason").asText()).contains("gave up after 2 restarts").contains("3");
        assertThat(runner.events("paced", "TargetStarted")).hasSize(3);
        assertThat(runner.health("group/target")).isEqualTo(503);
        assertThat(runner.health("group/runner")).isEqualTo(200);
        assertThat(product.dpm("status", "paced").expect(1).out()).contains("FATAL")
                .contains("gave up after 2 restarts");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            failing,    FATAL,  2, 4
            done,       EXITED, 1, 0
            once,       EXITED, 1, 5
            accepted,   EXITED, 1, 7
            unaccepted, FATAL,  2, 0
            always,     FATAL,  2, 0
            """)
    void the_policy_says_which_ends_are_followed_by_a_restart(String name, String state, int lives, int code) {
        runner.awaitState(name, state);

        assertThat(runner.events(name, "TargetStarted")).hasSize(lives);
        assertThat(runner.target(name).path("last_exit").path("code").asInt()).isEqualTo(code);
    }

    @Test
    void a_signal_is_named_as_the_end() {
        runner.awaitState("killed", "FATAL");

        assertThat(runner.target("killed").path("last_exit").path("signal").asText()).isEqualTo("KILL");
        assertThat(runner.target("killed").path("reason").asText()).contains("no restarts are allowed");
    }

    @Test
    void the_neighbour_is_not_disturbed_by_crashes() {
        runner.awaitState("paced", "FATAL");

        assertThat(runner.stateOf("steady")).isEqualTo("RUNNING");
        assertThat(runner.story("steady")).containsExactly("TargetStarted", "TargetRunning");
        assertThat(Product.isRunning(runner.pidOf("steady"))).isTrue();
    }

    @Test
    void the_budget_outlives_the_runner_killed_with_9() {
        try (Product other = new Product()) {
            Runner first = new Runner(other);
            other.dpm("start", "--name", "web", "--restart_interval", "0", "--start_seconds", "0.1", "--max_restarts",
                    "2", "--", "sleep", "1000").expect(0);
            crash(first);
            first.kill();

            other.dpm("start").expect(0);

            Runner second = new Runner(other);
            assertThat(second.target("web").path("restarts_in_window").asInt()).isEqualTo(1);
            assertThat(second.target("web").path("restarts").asInt()).isEqualTo(1);
            crash(second);
            Runner.kill(second.pidOf("web"), "KILL");
            second.awaitState("web", "FATAL");
            assertThat(second.target("web").path("restarts").asInt()).isEqualTo(2);
            other.dpm("stop", "--yes").expect(0);
            assertThat(other.living()).isEmpty();
        }
    }

    private static void crash(Runner runner) {
        runner.awaitState("web", "RUNNING");
        long pid = runner.pidOf("web");
        Runner.kill(pid, "KILL");
        Product.await(Runner.PATIENCE, () -> {
            assertThat(runner.stateOf("web")).isEqualTo("RUNNING");
            assertThat(runner.pidOf("web")).isNotEqualTo(pid);
        });
    }

    @Slow
    @Test
    void a_stopped_target_stays_stopped() {
        try (Product other = new Product()) {
            other.file("two.yaml", """
                    targets:
                      kept: {command: [sleep, "1000"]}
                      ended: {command: [sleep, "1000"]}
                    """);
            Runner both = new Runner(other);
            other.dpm("start", "--config", "two.yaml").expect(0);
            other.dpm("stop", "ended", "--yes").expect(0);
            assertThat(both.stateOf("ended")).isEqualTo("STOPPED");
            both.kill();

            other.dpm("start").expect(0);

            assertThat(both.stateOf("ended")).isEqualTo("STOPPED");
            assertThat(both.stateOf("kept")).isEqualTo("RUNNING");
            assertThat(both.events("ended", "TargetStarted")).hasSize(1);
            other.dpm("stop", "--yes").expect(0);
            assertThat(other.living()).isEmpty();
        }
    }
}
