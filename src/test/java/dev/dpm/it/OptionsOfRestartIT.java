package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;

/** Tests the options for restarts (when, how often, after which delay) and for stops. */
class OptionsOfRestartIT {

    @AutoClose
    private static Targets targets;

    @BeforeAll
    static void start() {
        targets = new Targets();
    }

    private static List<Double> delays(String name, int count) {
        return targets.awaitEvents(name, "RestartScheduled", count).stream()
                .map(event -> event.path("delay_seconds").asDouble()).toList();
    }

    @Test
    void restart_interval_is_the_delay_before_the_first_restart() {
        targets.start("r1", "--restart_interval", "1.5", "--max_restarts", "1", "--", "sh", "-c", "exit 3");

        targets.awaitState("r1", "FATAL");
        assertThat(delays("r1", 1)).containsExactly(1.5);
        JsonNode ended = targets.awaitEvents("r1", "TargetExited", 2).get(0);
        JsonNode again = targets.awaitEvents("r1", "TargetStarted", 2).get(1);
        assertThat(Targets.seconds(ended, again)).isGreaterThanOrEqualTo(1.4);
    }

    @Test
    void restart_interval_zero_is_at_once() {
        targets.start("r2", "--restart_interval", "0", "--", "sleep", "1000").expect(0);

        ProcessHandle.of(targets.target("r2").path("pid").asLong()).orElseThrow().destroyForcibly();

        targets.awaitEvents("r2", "TargetStarted", 2);
        assertThat(delays("r2", 1)).containsExactly(0.0);
        assertThat(targets.awaitState("r2", "RUNNING").path("last_exit").path("signal").asText()).contains("KILL");
    }

    @Test
    void backoff_factor_makes_each_further_delay_longer_up_to_backoff_max() {
        targets.start("r3", "--restart_interval", "0.2", "--backoff_factor", "3", "--backoff_max", "0.7", "--", "sh",
                "-c", "exit 1");

        targets.awaitState("r3", "FATAL");
        assertThat(delays("r3", 3)).containsExactly(0.2, 0.6, 0.7);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            r4, 0, 1
            r5, 2, 3
            """)
    void max_restarts_is_the_number_of_restarts_before_it_is_given_up(String name, int allowed, int lives) {
        targets.start(name, "--restart_interval", "0", "--max_restarts", Integer.toString(allowed), "--", "sh", "-c",
                "exit 1");

        JsonNode target = targets.awaitState(name, "FATAL");
        assertThat(targets.events(name, "TargetExited")).hasSize(lives);
        assertThat(target.path("given_up").asBoolean()).isTrue();
        assertThat(target.path("last_exit").path("code").asInt()).isEqualTo(1);
        targets.product().dpm("remove", name, "--yes").expect(0);
    }

    @Test
    void max_restarts_of_minus_one_is_no_limit() {
        targets.start("r6", "--restart_interval", "0", "--backoff_factor", "1", "--max_restarts", "-1", "--", "sh",
                "-c", "exit 1");

        targets.awaitEvents("r6", "TargetExited", 6);
        assertThat(targets.events("r6", "TargetGaveUp")).isEmpty();
        targets.product().dpm("stop", "r6", "--yes").expect(0);
    }

    @Test
    void restart_window_is_the_running_time_in_which_restarts_count() {
        targets.start("r7", "--restart_interval", "0", "--max_restarts", "1", "--restart_window", "1", "--", "sh", "-c",
                "sleep 1.3; exit 1");

        targets.awaitEvents("r7", "TargetExited", 4);
        assertThat(targets.events("r7", "TargetGaveUp")).isEmpty();
        targets.product().dpm("stop", "r7", "--yes").expect(0);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            e1, always,     0, 0,   FATAL
            e2, on-failure, 0, 0,   EXITED
            e3, on-failure, 3, 0,   FATAL
            e4, on-failure, 3, '0,3', EXITED
            e5, never,      3, 0,   EXITED
            """)
    void restart_and_success_exit_codes_say_which_ends_are_final(String name, String restart, int code, String success,
            String state) {
        targets.start(name, "--restart_interval", "0", "--max_restarts", "1", "--restart", restart,
                "--success_exit_codes", success, "--", "sh", "-c", "exit " + code);

        targets.awaitState(name, state);
        assertThat(targets.events(name, "TargetExited")).hasSize(state.equals("FATAL") ? 2 : 1);
        targets.product().dpm("remove", name, "--yes").expect(0);
    }

    @Test
    void stop_signal_is_what_asks_the_target_to_end() {
        targets.start("s1", "--stop_signal", "SIGUSR1", "--", "sh", "-c",
                "trap 'echo got USR1 > s1.out; exit 0' USR1; echo up > s1.up; while :; do sleep 0.1; done").expect(0);
        targets.awaitFile("s1.up");

        targets.product().dpm("stop", "s1", "--yes").expect(0);

        assertThat(targets.awaitFile("s1.out")).isEqualTo("got USR1");
        assertThat(targets.events("s1", "TargetKilled")).isEmpty();
    }

    @Test
    void stop_grace_is_the_time_until_kill() {
        targets.start("s2", "--stop_grace", "1", "--", "sh", "-c",
                "trap '' TERM; echo up > s2.up; while :; do sleep 0.1; done").expect(0);
        targets.awaitFile("s2.up");

        targets.product().dpm("stop", "s2", "--yes").expect(0);

        JsonNode asked = targets.awaitEvents("s2", "TargetStopping", 1).get(0);
        JsonNode killed = targets.awaitEvents("s2", "TargetKilled", 1).get(0);
        assertThat(Targets.seconds(asked, killed)).as("not the default of 10 s").isBetween(0.9, 9.0);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            t1, tree, child got TERM first
            t2, main, child was spared so far
            """)
    void stop_scope_says_who_is_asked_first(String name, String scope, String saw) {
        targets.product().script(name + ".sh", """
                #!/bin/sh
                sh -c 'trap "echo got > NAME.child; exit 0" TERM; echo up > NAME.up; while :; do sleep 0.1; done' &
                trap 'sleep 0.7; test -f NAME.child && echo child got TERM first > NAME.saw \
                  || echo child was spared so far > NAME.saw; exit 0' TERM
                while :; do sleep 0.1; done
                """.replace("NAME", name));
        targets.start(name, "--stop_scope", scope, "--", "./" + name + ".sh").expect(0);
        targets.awaitFile(name + ".up");

        targets.product().dpm("stop", name, "--yes").expect(0);

        assertThat(targets.awaitFile(name + ".saw")).isEqualTo(saw);
        assertThat(targets.awaitFile(name + ".child")).as("it is asked in the end all the same").isEqualTo("got");
    }
}
