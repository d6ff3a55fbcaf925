package dev.dpm.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.dpm.testing.Views;

class StatusTextTest {

    private static StatusView status(TargetView... targets) {
        return new StatusView(Views.runner(), List.of(targets));
    }

    @Test
    void shows_head_table_and_a_line_for_each_target_in_trouble() {
        String text = StatusText.render(
                status(Views.inBreach("import"), Views.running("web"), Views.backoff("worker")), Style.PLAIN);

        assertThat(text).isEqualTo(
                """
                        dpm-runner 1.0.0  pid 123  up 3 d 4 h  memory 70.0 MiB  console http://127.0.0.1:9180/

                        NAME    STATE              PID     UPTIME      CPU     MEMORY    RESTARTS  THRESHOLDS                    HEALTH
                        import  RUNNING (adopted)  789  1 h 2 min  143.2 %   1.50 GiB           0  cpu 80.0 %, memory off        DOWN
                        web     RUNNING            456       41 s   12.5 %  212.0 MiB           0  cpu 80.0 %, memory 500.0 MiB  UP
                        worker  BACKOFF              -          -        -          -  7 (2 of 3)  cpu 80.0 %, memory off        DOWN

                        import is RUNNING: cpu 143.2 % of one core > 80.0 % in 3 of 3 samples
                        worker is BACKOFF: ended with exit code 1 after 3 s; next restart in 10 s
                        """);
    }

    @Test
    void says_what_is_waited_for_and_what_was_changed() {
        assertThat(StatusText.render(status(Views.waiting("two"), Views.running("web")), Style.PLAIN)).endsWith("""

                two is WAITING: 2 processes match: 7 (web), 8 (web)

                two: changed while it runs: cpu_threshold 55 instead of 80
                """);
    }

    @Test
    void teaches_the_command_that_adds_a_target_where_there_is_none() {
        assertThat(StatusText.render(status(), Style.PLAIN)).isEqualTo("""
                dpm-runner 1.0.0  pid 123  up 3 d 4 h  memory 70.0 MiB  console http://127.0.0.1:9180/

                No target yet. Add one: java -jar dpm-runner.jar start --name web -- COMMAND ARGS
                """);
    }

    @Test
    void names_what_of_the_runner_does_not_work() {
        RunnerView faulted = new RunnerView("1.0.0", 123, 5, "/h", Optional.empty(), Optional.empty(),
                Optional.empty(), 0, OutputView.NONE, List.of("console: port 9180 is taken"));

        assertThat(StatusText.render(new StatusView(faulted, List.of()), Style.PLAIN))
                .startsWith("dpm-runner 1.0.0  pid 123  up 5 s  memory -  console none\n"
                        + "! console: port 9180 is taken\n");
    }

    @Test
    void frames_and_colours_only_when_asked() {
        String plain = StatusText.render(status(Views.running("web")), Style.PLAIN);
        String framed = StatusText.render(status(Views.running("web")), new Style(true, true, 0));

        assertThat(plain).doesNotContain("\u001b", "│", "─");
        assertThat(framed).contains("\u001b[32mRUNNING\u001b[0m", "│ \u001b[1mNAME\u001b[0m │", "┌──────┬");
    }

    @Test
    void fits_a_narrow_terminal_by_cutting_names_and_thresholds() {
        String text = StatusText.render(status(Views.running("a-name-of-" + "x".repeat(53))),
                new Style(false, true, 96));

        assertThat(Arrays.stream(text.split("\n")).skip(2)).allMatch(line -> line.length() <= 96);
        assertThat(text).contains("a-name-of-", "…");
    }

    @Test
    void lets_no_reason_steer_the_terminal() {
        TargetView hostile = Views.inBreach("web");
        String text = StatusText.render(new StatusView(Views.runner(), List.of(new TargetView("web", "FATAL",
                Optional.empty(), false, false, true, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), "DOWN", 0, 0, Optional.empty(),
                "said \u001b[2Jgone\nand\u009b1m more", Optional.empty(), 3, 1, "", "", List.of(), Optional.empty(),
                Optional.empty(), 0, hostile.breachesByThreshold(), hostile.restartsByReason(),
                List.of(), false, LimitsView.NONE))), Style.PLAIN);

        assertThat(text).endsWith("web is FATAL, given up: said ?[2Jgone and?1m more\n");
    }

    @Test
    void says_of_one_given_up_why_even_while_it_is_in_breach() {
        String why = "gave up after 1 restart: cpu 143.2 % of one core > 80.0 % in 3 of 3 samples";
        TargetView left = new TargetView("web", "RUNNING", Optional.of(789L), false, false, true, Optional.empty(),
                Optional.empty(), Optional.of(143.2), Optional.empty(), Optional.of(80.0), Optional.empty(),
                Optional.of("cpu 143.2 % of one core > 80.0 % in 3 of 3 samples"), "DOWN", 1, 1, Optional.empty(), why,
                Optional.empty(), 1, 2, "", "", List.of(), Optional.empty(), Optional.empty(), 0, Map.of(), Map.of(),
                List.of(), false, LimitsView.NONE);

        assertThat(StatusText.render(status(left), Style.PLAIN)).endsWith("web is RUNNING, given up: " + why + "\n");
    }
}
