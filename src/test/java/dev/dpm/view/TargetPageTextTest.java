package dev.dpm.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.check.CheckResult.Outcome;
import dev.dpm.testing.Views;

class TargetPageTextTest {

    private static final ReadersClock CLOCK = new ReadersClock(Instant.parse("2026-11-22T21:50:00Z"),
            ZoneId.of("Europe/Berlin"));
    private static final List<ProcessView> TREE = List.of(
            new ProcessView(456, 1, 0, "gunicorn", "/usr/bin/gunicorn app:api", "sleeping", 4, Optional.of(12.5),
                    100 << 20, Instant.EPOCH),
            new ProcessView(457, 456, 1, "gunicorn", "", "zombie", 1, Optional.empty(), 0, Instant.EPOCH));

    private static String page(TargetView target, int width, String... lastLines) {
        return TargetPageText.render(target.masked(), List.of(), TREE, List.of(lastLines),
                new Style(false, false, width), CLOCK);
    }

    @Test
    void one_that_runs_is_shown_with_its_tree_its_settings_and_its_last_lines() {
        assertThat(page(Views.running("web"), 0, "listening on :8000", "\u001b[2Jhello")).isEqualTo("""
                name        web
                state       RUNNING
                reason      started by command
                health      UP
                uptime      41 s
                cpu         12.5 % of 80.0 %
                memory      212.0 MiB of 500.0 MiB
                restarts    0
                thresholds  cpu 80.0 %, memory 500.0 MiB
                command     /usr/bin/gunicorn app:api --password=***
                folder      /srv/web
                user        as the runner
                settings    env API_KEY=*** (--env)

                2 processes
                    456   12.5 %  100.0 MiB  /usr/bin/gunicorn app:api
                    457        -      0 KiB    gunicorn (zombie)

                last lines
                  listening on :8000
                  ?[2Jhello
                """);
    }

    @Test
    void the_next_run_is_shown_with_its_zone_and_unless_it_is_today_its_date() {
        TargetView job = Views.running("job");

        assertThat(page(Views.withStory(job, StoryView.NONE.running(Instant.parse("2026-11-22T22:30:00Z"))), 0))
                .contains("\nnext run    23:30:00 CET\n");
        assertThat(page(Views.withStory(job, StoryView.NONE.running(Instant.parse("2026-11-23T02:00:00Z"))), 0))
                .contains("\nnext run    2026-11-23 03:00:00 CET\n");
    }

    @Test
    void group_and_labels_are_said_where_there_are_any() {
        assertThat(page(Views.tagged(Views.running("web"), "shop", Map.of("zone", "eu", "tier", "back")), 0))
                .contains("""
                        user        as the runner
                        group       shop
                        labels      tier=back zone=eu
                        settings\
                        """);
    }

    @Test
    void one_that_failed_is_shown_with_its_end_in_the_readers_zone() {
        TargetView job = Views.exited("job", 4, Instant.parse("2026-11-22T21:46:55Z"), Optional.of("no such table"),
                true);

        assertThat(
                TargetPageText.render(job, List.of("signals to job: not permitted"), List.of(), List.of(), Style.PLAIN,
                        CLOCK))
                .startsWith("! signals to job: not permitted\nname        job\n").contains(
                        "state       EXITED since 22:46:55\n", "health      DOWN\n",
                        "last exit   exit code 4 at 22:46:55 (3 min ago): no such table\n", "user        www-data\n")
                .doesNotContain("process");
    }

    @Test
    void a_check_a_restart_and_a_stopped_process_have_their_lines() {
        TargetView web = Views.with(Views.checked("web", Outcome.FAILED),
                new StoryView(Optional.of(CLOCK.now().minusSeconds(27)), Optional.empty(), false, Optional.empty(),
                        Optional.empty(), true, Optional.of(new StoryView.RestartView(CLOCK.now().minusSeconds(27), 27,
                                "memory 127.0 MiB > 120.0 MiB in 2 of 2 samples"))));

        assertThat(page(web, 0)).contains("state       RUNNING since 22:49:33\n",
                "stopped     process 456 is stopped", "`kill -CONT 456`",
                "restarted   22:49:33, 27 s ago: memory 127.0 MiB > 120.0 MiB in 2 of 2 samples\n",
                "http check  http://127.0.0.1:8000/healthz answered 500, check 2 of 3 failed (since 22:46:02)\n");
    }

    @Test
    void where_lines_are_limited_the_end_is_cut_and_said() {
        String text = TargetPageText.render(Views.running("web"), List.of(), TREE, List.of("one", "two"),
                new Style(false, false, 80, 12), CLOCK);

        assertThat(text.lines()).hasSize(12).first().isEqualTo("name        web");
        assertThat(text).endsWith("… and 10 lines more: without --watch they are all there\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 80, 100, 160})
    void fits_the_terminal(int width) {
        String text = page(Views.inBreach("name-" + "x".repeat(58)), width, "日本語 " + "y".repeat(300));

        assertThat(text.lines()).allMatch(line -> DisplayWidth.of(line) <= width);
        assertThat(text.replaceAll("\n +", " ")).contains("cpu 143.2 % of one core > 80.0 % in 3 of 3 samples");
    }
}
