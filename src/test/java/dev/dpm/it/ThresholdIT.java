package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.dpm.testing.Needs;
import dev.dpm.testing.Slow;
import dev.dpm.testing.Tool;

/**
 * Tests values above real CPU and memory thresholds. The CPU thresholds are low, since all targets share two cores with
 * the rest of the machine.
 */
@Needs(Tool.PYTHON)
class ThresholdIT extends SharedRunner {

    @BeforeAll
    static void start_them_all() {
        product.file("burn.py", """
                import sys, time
                time.sleep(float(sys.argv[1]))
                end = time.monotonic() + float(sys.argv[2])
                while time.monotonic() < end: pass
                time.sleep(1000)
                """);
        product.file("hold.py", """
                import sys, time
                time.sleep(float(sys.argv[1]))
                held = bytearray(b"x") * (100 << 20)
                time.sleep(float(sys.argv[2]))
                del held
                time.sleep(1000)
                """);
        product.file("dpm.yaml",
                """
                        defaults: {monitor_interval: 1, restart_interval: 0, process_name: python3}
                        targets:
                          child-burns: {command: [sh, -c, "while :; do :; done & wait"], cpu_threshold: 8, max_restarts: 1}
                          short-lived: {command: [sh, -c, "while :; do head -c 9000000 /dev/zero | md5sum; done"], output: "null",
                                        cpu_threshold: 8, on_breach: stop}
                          leaky: {script_path: %s, args: [--leak, "30"], memory_threshold: 60, max_restarts: 1}
                          cpu-spike: {script_path: burn.py, args: ["2", "2"], cpu_threshold: 8, breach_samples: 5}
                          memory-spike: {script_path: hold.py, args: ["2", "2"], memory_threshold: 60, breach_samples: 5}
                          graced: {script_path: hold.py, args: ["0", "1000"], memory_threshold: 60, breach_samples: 1,
                                   start_grace: 15, on_breach: stop}
                        """
                        .formatted(Path.of("deploy/demo/leaky.py").toAbsolutePath()));
        // exit code 0 or 1: on a busy machine the first value above a threshold can come before the command has seen
        // all targets run
        product.dpm("start", "--config", "dpm.yaml", "--log_level", "DEBUG");
    }

    @Test
    void a_busy_child_of_an_idle_parent_is_a_breach_and_restarts_the_target() {
        JsonNode breach = runner.awaitEvents("child-burns", "ThresholdBreached", 2).get(0);

        assertThat(breach.path("message").asText())
                .matches("cpu [0-9.]+ % of one core > 8.0 % in 3 of 3 samples: restarting");
        runner.awaitState("child-burns", "FATAL");
        assertThat(runner.story("child-burns")).containsSubsequence("TargetStarted", "ThresholdBreached",
                "TargetStopping", "TargetExited", "RestartScheduled", "TargetStarted", "ThresholdBreached",
                "TargetStopping", "TargetExited", "TargetGaveUp");
        JsonNode target = runner.target("child-burns");
        assertThat(target.path("restarts").asInt()).isEqualTo(1);
        assertThat(target.path("restarts_by_reason").path("cpu").asInt()).isEqualTo(1);
        assertThat(target.path("reason").asText()).contains("gave up after 1 restart").contains("cpu");
    }

    @Test
    void the_cpu_of_children_that_come_and_go_counts() {
        JsonNode breach = runner.awaitEvents("short-lived", "ThresholdBreached", 1).get(0);

        assertThat(breach.path("threshold").asText()).isEqualTo("cpu");
        runner.awaitState("short-lived", "EXITED");
        assertThat(runner.events("short-lived", "TargetStarted")).hasSize(1);
    }

    @Slow
    @Test
    void a_leak_is_a_breach_and_the_next_life_is_judged_anew() {
        List<JsonNode> breaches = runner.awaitEvents("leaky", "ThresholdBreached", 2);

        assertThat(breaches.get(0).path("message").asText())
                .matches("memory [0-9.]+ MiB > 60.0 MiB in 2 of 2 samples: restarting");
        assertThat(breaches.get(1).path("incarnation").asLong())
                .isEqualTo(breaches.get(0).path("incarnation").asLong() + 1);
        List<JsonNode> starts = runner.events("leaky", "TargetStarted");
        assertThat(Runner.secondsBetween(starts.get(1), breaches.get(1))).as("two samples of the second life")
                .isGreaterThan(1.0);
        runner.awaitState("leaky", "FATAL");
    }

    @Test
    void a_cpu_spike_shorter_than_the_samples_of_a_breach_restarts_nothing() {
        Product.await(Runner.PATIENCE, () -> assertThat(cpuSamples("cpu-spike")).hasSizeGreaterThan(11));

        assertThat(cpuSamples("cpu-spike")).as("the spike was seen").anyMatch(percent -> percent > 8);
        assertUndisturbed("cpu-spike");
    }

    @Test
    void a_memory_spike_shorter_than_the_samples_of_a_breach_restarts_nothing() {
        Product.await(Runner.PATIENCE, () -> assertThat(memorySamples("memory-spike")).hasSizeGreaterThan(11));

        assertThat(memorySamples("memory-spike")).as("the spike was seen").anyMatch(mebibytes -> mebibytes > 60);
        assertThat(memorySamples("memory-spike")).last().satisfies(last -> assertThat(last).isLessThan(60));
        assertUndisturbed("memory-spike");
    }

    private static void assertUndisturbed(String name) {
        assertThat(runner.story(name)).containsExactly("TargetStarted", "TargetRunning");
        assertThat(runner.target(name).path("restarts").asInt()).isZero();
    }

    @Test
    void nothing_is_judged_within_the_grace_of_a_start() {
        JsonNode breach = runner.awaitEvents("graced", "ThresholdBreached", 1).get(0);

        JsonNode started = runner.events("graced", "TargetStarted").get(0);
        assertThat(Runner.secondsBetween(started, breach)).isBetween(14.9, 20.0);
        // waits for several samples of the program's memory; the log is written in parallel with the events
        Product.await(Runner.PATIENCE,
                () -> assertThat(memorySamples("graced").stream().filter(mebibytes -> mebibytes > 60))
                        .as("samples over the threshold, of which one would have been enough").hasSizeGreaterThan(1));
    }

    private static List<Double> cpuSamples(String name) {
        return samples(Pattern.compile(" " + name + ": cpu ([0-9.]+) %"));
    }

    private static List<Double> memorySamples(String name) {
        return samples(Pattern.compile(" " + name + ": cpu .*?, memory ([0-9.]+) MiB"));
    }

    private static List<Double> samples(Pattern figure) {
        return figure.matcher(runner.log()).results().map(MatchResult::group).map(found -> {
            java.util.regex.Matcher matcher = figure.matcher(found);
            assertThat(matcher.find()).isTrue();
            return Double.valueOf(matcher.group(1));
        }).toList();
    }
}
