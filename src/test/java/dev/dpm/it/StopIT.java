package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Tests that a stop ends all processes of a target and no others. One runner is used for one target after the other.
 */
class StopIT extends SharedRunner {

    @BeforeAll
    static void start_a_runner() {
        product.dpm("start", "--name", "bystander", "--start_seconds", "0.1", "--", "sleep", "1000").expect(0);
    }

    /** Starts a shell program as a target and waits until the target has the given number of processes. */
    private static List<Long> start(String name, String program, int processes, String... options) {
        List<Long> before = product.living();
        List<String> command = new ArrayList<>(List.of("start", "--name", name, "--start_seconds", "0.1"));
        command.addAll(List.of(options));
        command.addAll(List.of("--", "sh", "-c", program));
        product.dpm(command.toArray(String[]::new)).expect(0);
        List<Long> own = new ArrayList<>();
        Product.await(Runner.PATIENCE, () -> {
            own.clear();
            own.addAll(product.living());
            own.removeAll(before);
            assertThat(own).as("processes of " + name).hasSize(processes);
        });
        return own;
    }

    private static Duration stop(String name) {
        List<Long> others = new ArrayList<>(List.of(runner.pid(), runner.pidOf("bystander")));
        Product.Result result = product.dpm("stop", name, "--yes").expect(0);
        assertThat(product.living()).as("left when stop has returned").containsExactlyInAnyOrderElementsOf(others);
        assertThat(runner.stateOf(name)).isEqualTo("STOPPED");
        return result.took();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            grandchild  | sh -c 'sleep 1000 & wait' & wait                            | 3
            own-session | setsid sleep 1000 & wait                                    | 2
            orphan      | (sleep 1000 &); exec sleep 1001                             | 2
            daemonised  | (setsid sh -c 'sleep 1000 & wait' &); exec sleep 1001       | 3
            """)
    void reaches_every_descendant(String name, String program, int processes) {
        List<Long> own = start(name, program, processes);

        stop(name);

        assertThat(own).noneMatch(Product::isRunning);
        assertThat(runner.events(name, "TargetKilled")).as("all went when asked").isEmpty();
    }

    @Test
    void an_orphan_left_by_a_crash_does_not_outlive_it() {
        List<Long> own = start("left", "(setsid sleep 1000 &); exec sleep 1001", 2, "--restart", "never");

        Runner.kill(runner.pidOf("left"), "KILL");

        runner.awaitState("left", "EXITED");
        assertThat(own).noneMatch(Product::isRunning);
    }

    @Test
    void what_ignores_the_signal_is_killed_after_the_grace() {
        List<Long> own = start("deaf", "trap '' TERM; sh -c 'while :; do sleep 1000; done' & wait; wait", 3,
                "--stop_grace", "1.5");

        stop("deaf");

        assertThat(own).noneMatch(Product::isRunning);
        JsonNode stopping = runner.events("deaf", "TargetStopping").get(0);
        JsonNode killed = runner.events("deaf", "TargetKilled").get(0);
        assertThat(Runner.secondsBetween(stopping, killed)).as("the grace of the option, not the default of 10 s")
                .isBetween(1.4, 9.0);
        assertThat(runner.target("deaf").path("last_exit").path("signal").asText()).isEqualTo("KILL");
    }

    @Test
    void what_is_frozen_goes_too() {
        List<Long> own = start("frozen", "sleep 1000 & wait", 2, "--stop_grace", "1");
        own.forEach(pid -> Runner.kill(pid, "STOP"));

        stop("frozen");

        assertThat(own).noneMatch(Product::isRunning);
    }

    @Test
    void the_signal_is_the_one_asked_for() {
        start("polite", "trap 'echo got INT; exit 9' INT; while :; do sleep 0.1; done", 2, "--stop_signal", "INT");

        stop("polite");

        assertThat(runner.outputOf("polite")).contains("got INT");
        assertThat(runner.target("polite").path("last_exit").path("code").asInt()).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            main, main, child
            tree, child, main
            """)
    void the_scope_says_who_is_asked_first(String scope, String first, String second) {
        String program = """
                trap 'sleep 0.7; echo main ended; exit 0' TERM
                sh -c 'trap "echo child ended; exit 0" TERM; while :; do sleep 0.1; done' &
                while :; do sleep 0.1; done""";
        start("scope-" + scope, program, 4, "--stop_scope", scope);

        stop("scope-" + scope);

        assertThat(runner.outputOf("scope-" + scope).lines())
                .containsSubsequence(first + " ended", second + " ended");
    }

    @Test
    void a_decoy_of_the_same_name_and_command_is_not_touched() throws IOException {
        Process decoy = new ProcessBuilder("sh", "-c", "sleep 1234 & wait").directory(product.folder().toFile())
                .start();
        try {
            Product.await(Runner.PATIENCE, () -> assertThat(decoy.descendants()).hasSize(1));
            long child = decoy.descendants().findFirst().orElseThrow().pid();
            start("same", "sleep 1234 & wait", 2);

            stop("same");

            assertThat(Product.isRunning(decoy.pid())).isTrue();
            assertThat(Product.isRunning(child)).isTrue();
        } finally {
            decoy.descendants().forEach(ProcessHandle::destroyForcibly);
            decoy.destroyForcibly();
        }
    }

    @Test
    void stop_of_the_runner_stops_all_targets_at_the_same_time() {
        try (Product other = new Product()) {
            other.file("slow.yaml", """
                    defaults: {stop_grace: 2, start_seconds: 0.1}
                    targets:
                      one: {command: [sh, -c, "trap '' TERM; while :; do sleep 0.2; done"]}
                      two: {command: [sh, -c, "trap '' TERM; while :; do sleep 0.2; done"]}
                      three: {command: [sh, -c, "trap '' TERM; while :; do sleep 0.2; done"]}
                    """);
            other.dpm("start", "--config", "slow.yaml").expect(0);

            Product.Result result = other.dpm("stop", "--yes").expect(0);

            assertThat(other.living()).isEmpty();
            assertThat(result.took()).as("one grace of 2 s, not three").isBetween(Duration.ofSeconds(2),
                    Duration.ofMillis(5900));
        }
    }
}
