package dev.dpm.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.check.CheckResult.Outcome;
import dev.dpm.process.Health;
import dev.dpm.process.Phase;
import dev.dpm.testing.Views;

class StatusTextTest {

    private static final ReadersClock CLOCK = new ReadersClock(Instant.parse("2026-11-22T21:50:00Z"), ZoneOffset.UTC);

    private static String render(StatusView status, Style style) {
        return StatusText.render(status, style, CLOCK);
    }

    private static StatusView status(TargetView... targets) {
        return new StatusView(Views.runner(), List.of(targets));
    }

    @Test
    void shows_head_table_and_a_line_for_each_target_in_trouble() {
        String text = render(
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
    void both_sizes_are_shown_where_processes_share_much() {
        assertThat(render(status(Views.sharing("api"), Views.running("web")), Style.PLAIN)).contains("""

                NAME  STATE    PID  UPTIME     CPU     MEMORY        PSS  RESTARTS  THRESHOLDS                    HEALTH
                api   RUNNING  456    41 s  12.5 %   1.27 GiB  160.0 MiB         0  cpu 80.0 %, memory 500.0 MiB  UP
                web   RUNNING  456    41 s  12.5 %  212.0 MiB                    0  cpu 80.0 %, memory 500.0 MiB  UP
                """).contains(
                """

                        api: memory 1.27 GiB resident, 160.0 MiB proportional: pages that its processes share are counted in each \
                        of them, so this is no breach of 500.0 MiB
                        """);
        assertThat(Figures.memory(Views.sharing("api")))
                .isEqualTo("1.27 GiB of 500.0 MiB (1.27 GiB resident, 160.0 MiB proportional)");
        assertThat(Figures.memory(Views.running("web"))).isEqualTo("212.0 MiB of 500.0 MiB");
    }

    @Test
    void says_what_is_waited_for_and_what_was_changed() {
        assertThat(render(status(Views.waiting("two"), Views.running("web")), Style.PLAIN)).endsWith("""

                two is WAITING: 2 processes match: 7 (web), 8 (web)

                two: changed while it runs: cpu_threshold 55 instead of 80
                """);
    }

    @Test
    void teaches_the_command_that_adds_a_target_where_there_is_none() {
        assertThat(render(status(), Style.PLAIN)).isEqualTo("""
                dpm-runner 1.0.0  pid 123  up 3 d 4 h  memory 70.0 MiB  console http://127.0.0.1:9180/

                No target yet. Add one: java -jar dpm-runner.jar start --name web -- COMMAND ARGS
                """);
    }

    @Test
    void names_what_of_the_runner_does_not_work() {
        RunnerView faulted = new RunnerView("1.0.0", 123, 5, "/h", Optional.empty(), Optional.empty(),
                "on", Optional.empty(), 0, OutputView.NONE, List.of("console: port 9180 is taken"), List.of());

        assertThat(render(new StatusView(faulted, List.of()), Style.PLAIN))
                .startsWith("dpm-runner 1.0.0  pid 123  up 5 s  memory -  console none\n"
                        + "! console: port 9180 is taken\n");
    }

    @ParameterizedTest
    @CsvSource({"on,http://127.0.0.1:9180/,console http://127.0.0.1:9180/",
            "on-demand,http://127.0.0.1:9180/,console http://127.0.0.1:9180/ on demand", "on,,console none",
            "off,,console off"})
    void says_when_the_console_is_there(String mode, String address, String words) {
        RunnerView runner = new RunnerView("1.0.0", 123, 5, "/h", Optional.ofNullable(address), Optional.empty(), mode,
                Optional.empty(), 0, OutputView.NONE, List.of(), List.of());

        assertThat(render(new StatusView(runner, List.of()), Style.PLAIN).lines().findFirst().orElseThrow())
                .endsWith("memory -  " + words);
    }

    @Test
    void names_what_nobody_claims_and_the_word_that_ends_it() {
        RunnerView runner = new RunnerView("1.0.0", 123, 5, "/h", Optional.empty(), Optional.empty(),
                "on", Optional.empty(), 0, OutputView.NONE, List.of(),
                List.of(new UnclaimedView(7, "nginx: master process"),
                        new UnclaimedView(8, "nginx: worker process")));

        assertThat(render(new StatusView(runner, List.of(Views.running("web"))), Style.PLAIN))
                .contains("! 2 processes that nobody claims: 7 nginx: master process, 8 nginx: worker process; several "
                        + "targets could have left them behind, `stop --unclaimed` ends them\n");
    }

    @Test
    void frames_and_colours_only_when_asked() {
        String plain = render(status(Views.running("web")), Style.PLAIN);
        String framed = render(status(Views.running("web")), new Style(true, true, 0));

        assertThat(plain).doesNotContain("\u001b", "│", "─");
        assertThat(framed).contains("\u001b[32mRUNNING\u001b[0m", "│ \u001b[1mNAME\u001b[0m │", "┌──────┬");
    }

    @ParameterizedTest(name = "{0} columns")
    @CsvSource(textBlock = """
            60,  NAME STATE UPTIME CPU MEMORY HEALTH
            80,  NAME STATE UPTIME CPU MEMORY RESTARTS HEALTH
            100, NAME STATE PID UPTIME CPU MEMORY RESTARTS HEALTH
            160, NAME STATE PID UPTIME CPU MEMORY RESTARTS THRESHOLDS HEALTH
            0,   NAME STATE PID UPTIME CPU MEMORY RESTARTS THRESHOLDS HEALTH
            """)
    void has_as_many_columns_as_the_terminal_holds(int width, String columns) {
        String longest = "payments-" + "x".repeat(46) + "-eu-west";

        List<String> lines = render(status(Views.running(longest), Views.inBreach("import"), Views.backoff("worker")),
                new Style(false, false, width)).lines().toList();

        String titles = lines.stream().filter(line -> line.startsWith("NAME")).findFirst().orElseThrow();
        assertThat(titles.split(" +")).containsExactly(columns.split(" "));
        assertThat(lines).as("no line is longer than the terminal is wide")
                .allMatch(line -> width == 0 || line.length() <= width);
        assertThat(lines).filteredOn(line -> line.startsWith("paym")).hasSize(1).allMatch(
                line -> width == 0 ? line.startsWith(longest + " ") : line.matches("paym[^ ]*…[^ ]*est .*"),
                "a long name is cut in its middle");
    }

    @Test
    void nothing_is_cut_at_80_columns_where_all_figures_are_at_their_widest() {
        TargetView widest = Views.with(Views.running("web"), Phase.STOPPING, 364 * 86_400 + 23 * 3600.0, 6400.0,
                1023L << 20);

        String text = render(status(widest), new Style(false, false, 80));

        assertThat(text).contains("web   STOPPING", "364 d 23 h", "6400.0 %", "1023.0 MiB", "UP").doesNotContain("…");
    }

    @ParameterizedTest(name = "a terminal of {0} lines")
    @CsvSource({"24", "12", "80"})
    void where_lines_are_limited_what_is_well_is_folded_and_trouble_stays(int height) {
        List<TargetView> targets = new ArrayList<>();
        for (int i = 10; i < 72; i++) {
            targets.add(i == 40 ? Views.backoff("worker-40") : Views.running("worker-" + i));
        }

        List<String> lines = StatusText.render(new StatusView(Views.runner(), targets),
                new Style(false, false, 80, height - 1), CLOCK).lines().toList();

        assertThat(lines).hasSizeLessThan(height);
        assertThat(lines).anyMatch(line -> line.startsWith("worker-40") && line.contains("BACKOFF"));
        assertThat(lines).anyMatch(line -> line.startsWith("worker-40 is BACKOFF: ended with exit code 1"));
        long rows = lines.stream().filter(line -> line.matches("worker-[0-9]+ +(RUNNING|BACKOFF).*")).count();
        assertThat(lines.stream().filter(line -> line.startsWith("… and")).toList()).isEqualTo(
                rows == 62 ? List.of() : List.of("… and " + (62 - rows) + " more, all well"));
        assertThat(rows).isEqualTo(Math.min(62, height - 1 - 7));
    }

    @Test
    void more_trouble_than_lines_is_cut_and_said() {
        List<TargetView> targets = Stream.iterate(10, i -> i + 1).limit(40).map(i -> Views.backoff("worker-" + i))
                .toList();

        List<String> lines = StatusText.render(new StatusView(Views.runner(), targets), new Style(false, false, 80, 23),
                CLOCK).lines().toList();

        assertThat(lines).hasSize(23);
        assertThat(lines.get(22)).matches("… and [0-9]+ lines more: without --watch they are all there");
    }

    @Test
    void an_end_shows_its_code_and_when_and_a_failed_one_is_trouble() {
        Instant ended = CLOCK.now().minusSeconds(185);
        TargetView failed = Views.exited("job", 4, ended, Optional.of("address already in use"), true);
        TargetView done = Views.exited("import", 0, ended, Optional.empty(), false);

        String text = render(status(done, failed), new Style(false, false, 80));

        assertThat(text).contains("import  EXITED (0)    -  3 min ago", "job     EXITED (4)    -  3 min ago");
        assertThat(text).endsWith("\n\njob is EXITED: ended with exit code 4: address already in use; it is not to be"
                + "\n  restarted (since 21:46:55)\n");
        assertThat(status(done).isAllWell()).isTrue();
        assertThat(status(failed).isAllWell()).isFalse();
        assertThat(StatusView.isInTrouble(failed)).isTrue();
    }

    @Test
    void a_check_that_begins_to_fail_has_a_word() {
        assertThat(render(status(Views.checked("web", Outcome.FAILED)), Style.PLAIN)).endsWith(
                "\n\nweb: check 2 of 3 failed: http://127.0.0.1:8000/healthz answered 500 (since 21:46:02)\n");
        assertThat(render(status(Views.checked("web", Outcome.PASSED)), Style.PLAIN)).doesNotContain("check");
    }

    @Test
    void a_stopped_process_and_a_restarted_target_show_as_such() {
        TargetView stopped = Views.with(Views.running("web"), new StoryView(Optional.empty(), Optional.empty(), false,
                Optional.empty(), Optional.empty(), true, Optional.empty()));
        TargetView restarted = Views.with(Views.running("web"), new StoryView(Optional.empty(), Optional.empty(), false,
                Optional.empty(), Optional.empty(), false, Optional.of(new StoryView.RestartView(CLOCK.now(), 27.4,
                        "memory 127.0 MiB > 120.0 MiB in 2 of 2 samples"))));

        assertThat(render(status(stopped), Style.PLAIN)).contains("RUNNING (stopped)").endsWith("web: process 456 is "
                + "stopped (SIGSTOP or a debugger) and does nothing: `kill -CONT 456` lets it go on\n");
        assertThat(render(status(restarted), Style.PLAIN))
                .endsWith("web: restarted 27 s ago: memory 127.0 MiB > 120.0 MiB in 2 of 2 samples\n");
    }

    @Test
    void lets_no_reason_steer_the_terminal() {
        TargetView hostile = Views.inBreach("web");
        String text = render(new StatusView(Views.runner(), List.of(new TargetView("web", Phase.FATAL,
                Optional.empty(), false, false, true, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Health.DOWN, 0, 0,
                Optional.empty(),
                "said \u001b[2Jgone\nand\u009b1m more", Optional.empty(), 3, 1, "", "", List.of(), Optional.empty(),
                Optional.empty(), 0, hostile.breachesByThreshold(), hostile.restartsByReason(),
                List.of(), false, LimitsView.NONE))), Style.PLAIN);

        assertThat(text).endsWith("web is FATAL, given up: said ?[2Jgone and?1m more\n");
    }

    @Test
    void says_of_one_given_up_why_even_while_it_is_in_breach() {
        String why = "gave up after 1 restart: cpu 143.2 % of one core > 80.0 % in 3 of 3 samples";
        TargetView left = new TargetView("web", Phase.RUNNING, Optional.of(789L), false, false, true, Optional.empty(),
                Optional.empty(), Optional.of(143.2), Optional.empty(), Optional.of(80.0), Optional.empty(),
                Optional.of("cpu 143.2 % of one core > 80.0 % in 3 of 3 samples"), Health.DOWN, 1, 1, Optional.empty(),
                why,
                Optional.empty(), 1, 2, "", "", List.of(), Optional.empty(), Optional.empty(), 0, Map.of(), Map.of(),
                List.of(), false, LimitsView.NONE);

        assertThat(render(status(left), Style.PLAIN)).endsWith("web is RUNNING, given up: " + why + "\n");
    }
}
