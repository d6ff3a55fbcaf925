package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.dpm.testing.Slow;

/**
 * Tests the options for thresholds and for the reaction to a value above its threshold. The memory thresholds are 100
 * KiB, which every shell exceeds.
 */
class OptionsOfBreachIT {

    private static final String[] IDLE = {"--", "sh", "-c",
            "trap 'echo got USR1 >> $OUT.usr1' USR1; while :; do sleep 0.1; done"};

    @AutoClose
    private static Targets targets;

    @BeforeAll
    static void start() {
        targets = new Targets();
    }

    /** Starts a target that exceeds its memory threshold, with a sample every second. */
    private static void startOver(String name, String... options) {
        List<String> words = new ArrayList<>(
                List.of("--memory_threshold", "100KiB", "--monitor_interval", "1", "--env", "OUT=" + name));
        words.addAll(List.of(options));
        words.addAll(List.of(IDLE));
        assertThat(targets.start(name, words.toArray(String[]::new)).code()).isIn(0, 1);
    }

    private static JsonNode breach(String name) {
        return targets.awaitEvents(name, "ThresholdBreached", 1).get(0);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            f1, 150, 300,    150.0, 314572800
            f2, 0.5, 1.5GiB, 0.5,   1610612736
            f3, off, off,    ,
            """)
    void thresholds_are_in_force_as_given(String name, String cpu, String memory, Double percent, Long bytes) {
        String said = targets.start(name, "--cpu_threshold", cpu, "--memory_threshold", memory, "--", "sleep", "1000")
                .expect(0).out();

        JsonNode target = targets.target(name);
        assertThat(target.path("cpu_threshold_percent").isNull()).isEqualTo(percent == null);
        assertThat(target.path("memory_threshold_bytes").isNull()).isEqualTo(bytes == null);
        assertThat(target.path("cpu_threshold_percent").asDouble()).isEqualTo(percent == null ? 0 : percent);
        assertThat(target.path("memory_threshold_bytes").asLong()).isEqualTo(bytes == null ? 0 : bytes);
        assertThat(said).contains("cpu threshold " + (percent == null ? "off" : percent + " % of one core"));
    }

    @Test
    void memory_over_its_threshold_restarts_the_target() {
        startOver("b1", "--restart_interval", "0", "--max_restarts", "5", "--on_breach", "restart");

        JsonNode restart = targets.awaitEvents("b1", "RestartScheduled", 1).get(0);
        assertThat(breach("b1").path("message").asText()).contains("> 100 KiB in 2 of 2 samples");
        assertThat(restart.path("message").asText()).contains("attempt 1 of 5");
        targets.product().dpm("stop", "b1", "--yes").expect(0);
    }

    @Test
    void cpu_over_its_threshold_is_a_breach_in_so_many_samples() {
        targets.start("b2", "--cpu_threshold", "20", "--monitor_interval", "1", "--breach_samples", "cpu=2,memory=9",
                "--on_breach", "stop", "--", "sh", "-c", "while :; do :; done").expect(0);

        assertThat(breach("b2").path("message").asText()).contains("% of one core > 20.0 %", "in 2 of 2 samples");
        targets.awaitState("b2", "EXITED");
    }

    @Test
    void monitor_interval_and_breach_samples_say_how_soon() {
        startOver("b3", "--breach_samples", "3", "--on_breach", "none");

        JsonNode breach = breach("b3");
        assertThat(breach.path("message").asText()).contains("in 3 of 3 samples");
        JsonNode started = targets.awaitEvents("b3", "TargetStarted", 1).get(0);
        assertThat(Targets.seconds(started, breach)).as("not three times the default of 5 s").isBetween(1.5, 14.0);
    }

    @Test
    void start_grace_puts_judgement_off() {
        startOver("b4", "--breach_samples", "1", "--start_grace", "4", "--on_breach", "none");

        JsonNode started = targets.awaitEvents("b4", "TargetStarted", 1).get(0);
        assertThat(Targets.seconds(started, breach("b4"))).isGreaterThan(3.9);
    }

    @Test
    void on_breach_stop_stops_for_good() {
        startOver("b5", "--on_breach", "stop");

        JsonNode target = targets.awaitState("b5", "EXITED");
        assertThat(target.path("reason").asText()).contains("memory");
        assertThat(targets.events("b5", "TargetStarted")).hasSize(1);
    }

    @Test
    void on_breach_signal_sends_that_one_signal_once() {
        // with the grace period, the shell sets its trap before the runner sends the signal
        startOver("b6", "--breach_samples", "1", "--start_grace", "2", "--on_breach", "signal:USR1");

        assertThat(targets.awaitFile("b6.usr1")).isEqualTo("got USR1");
        JsonNode target = targets.target("b6");
        assertThat(target.path("state").asText()).isEqualTo("RUNNING");
        assertThat(target.path("breach").isNull()).isFalse();
        assertThat(targets.events("b6", "SignalSent")).hasSize(1);
    }

    @Slow
    @ParameterizedTest
    @CsvSource(textBlock = """
            b7, unhealthy, DOWN
            b8, none,      UP
            """)
    void on_breach_unhealthy_turns_health_down_and_none_does_not(String name, String action, String health) {
        startOver(name, "--on_breach", action);

        breach(name);
        JsonNode target = targets.target(name);
        assertThat(target.path("health").asText()).isEqualTo(health);
        assertThat(target.path("state").asText()).isEqualTo("RUNNING");
        assertThat(target.path("restarts").asInt()).isZero();
        assertThat(targets.product().dpm("status", name).code()).isEqualTo(1);
    }

    @Test
    void on_exhausted_leave_lets_it_run_given_up_and_unhealthy() {
        startOver("b9", "--max_restarts", "0", "--on_exhausted", "leave");

        targets.awaitEvents("b9", "TargetGaveUp", 1);
        JsonNode target = targets.target("b9");
        assertThat(target.path("state").asText()).isEqualTo("RUNNING");
        assertThat(target.path("given_up").asBoolean()).isTrue();
        assertThat(target.path("health").asText()).isEqualTo("DOWN");
    }

    @Test
    void on_exhausted_stop_stops_it() {
        startOver("b10", "--max_restarts", "0", "--on_exhausted", "stop");

        assertThat(targets.awaitState("b10", "FATAL").path("given_up").asBoolean()).isTrue();
    }
}
