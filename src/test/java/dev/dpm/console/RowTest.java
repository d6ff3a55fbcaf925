package dev.dpm.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.dpm.event.Severity;
import dev.dpm.testing.Views;
import dev.dpm.view.EventView;
import dev.dpm.view.IncidentView;
import dev.dpm.view.LatestView;
import dev.dpm.view.StoryView;
import dev.dpm.view.StoryView.RestartView;
import dev.dpm.view.TargetView;

class RowTest {

    private static final Instant THEN = Instant.parse("2026-11-22T20:46:02Z");
    private static final Optional<Instant> SINCE = Optional.of(THEN);

    private static Row row(TargetView target, String lastType) {
        EventView last = new EventView(7, THEN.plusSeconds(1), lastType, Optional.of(target.name()), Optional.of(456L),
                Severity.INFO, "is running as process 456", Map.of());
        return Row.of(target, Views.usage(), new LatestView(Optional.of(last), Map.of(target.name(), last)),
                "\u001b[31mconnection refused\u001b[0m" + "x".repeat(500), ActionButton.onOverview(target));
    }

    private static StoryView story(Optional<Instant> trouble, Optional<String> failing, boolean suspended,
            Optional<RestartView> restart) {
        return new StoryView(SINCE, trouble, false, failing, failing.map(some -> THEN), suspended, restart);
    }

    @Test
    void a_trouble_says_since_when_and_counts_down_to_the_restart() {
        Row row = row(Views.withStory(Views.backoff("worker"), story(SINCE, Optional.empty(), false,
                Optional.empty())), "RestartScheduled");

        assertThat(row.troubledSince()).isEqualTo(SINCE);
        assertThat(row.nextRestart()).isPresent();
        assertThat(row.hasRecentRestarts()).isTrue();
        assertThat(row.lastWords()).startsWith("connection refused").hasSizeLessThan(250).endsWith("…");
    }

    @Test
    void a_job_that_waits_for_its_schedule_says_when_it_runs_next() {
        TargetView waiting = Views.waiting("job");
        Row row = row(Views.withStory(waiting, StoryView.NONE.running(THEN)), "TargetStopped");

        assertThat(row.sentence()).isEqualTo(waiting.reason());
    }

    /** An incident of yesterday does not explain today's trouble. */
    @Test
    void only_an_incident_of_this_trouble_says_why() {
        StoryView story = story(SINCE, Optional.empty(), false, Optional.empty());

        assertThat(row(Views.withStory(Views.backoff("worker"), story.with(incident(THEN.minusSeconds(1)))),
                "RestartScheduled").why()).isEqualTo("/incidents/why");
        assertThat(row(Views.withStory(Views.backoff("worker"), story.with(incident(THEN.minusSeconds(3600)))),
                "RestartScheduled").why()).isEmpty();
        assertThat(row(Views.withStory(Views.running("web"), story(Optional.empty(), Optional.empty(), false,
                Optional.empty()).with(incident(THEN))), "TargetRunning").why()).isEmpty();
    }

    private static Optional<IncidentView> incident(Instant at) {
        return Optional.of(new IncidentView("why", at, "crash", "CERTAIN", "it ended", "restarting"));
    }

    @Test
    void both_sizes_are_shown_where_processes_share_much_and_only_both_are_over() {
        FigureTile shared = FigureTile.memory(Views.sharing("api"), Views.usage());
        FigureTile own = FigureTile.memory(Views.running("web"), Views.usage());

        assertThat(shared.text() + " (" + shared.remark() + ")").isEqualTo("1.27 GiB (160.0 MiB proportional)");
        assertThat(shared.isOver()).isFalse();
        assertThat(own.remark()).isEmpty();
    }

    @Test
    void a_target_that_was_launched_again_does_not_look_new() {
        TargetView restarted = Views.withStory(Views.running("web"), story(Optional.empty(), Optional.empty(), false,
                Optional.of(new RestartView(THEN, 27, "memory 127.0 MiB > 120.0 MiB"))));

        assertThat(row(restarted, "TargetRunning").sentence()).isEqualTo("restarted: memory 127.0 MiB > 120.0 MiB");
        assertThat(row(restarted, "TargetChanged").sentence()).isEqualTo("is running as process 456");
    }

    /** The state of a target may have been read a moment before its newest event. */
    @Test
    void an_order_is_done_only_where_state_and_newest_event_say_so() {
        assertThat(row(Views.running("web"), "TargetRunning").settled()).isEqualTo("7");
        assertThat(row(Views.running("web"), "TargetStopping").settled()).as("about to stop").isEmpty();
        assertThat(row(Views.exited("web", 0, THEN, Optional.empty(), false), "TargetStarted").settled())
                .as("about to run").isEmpty();
    }

    @Test
    void what_the_state_does_not_tell_is_remarked_and_not_folded_away() {
        Row row = row(Views.withStory(Views.running("web"), story(Optional.empty(),
                Optional.of("check 2 of 3 failed"), true, Optional.empty())), "TargetRunning").amongMany();

        assertThat(row.remark()).isEqualTo("its process is stopped by a signal, check 2 of 3 failed");
        assertThat(row.mood()).isEqualTo("warn");
        assertThat(row.isShort()).isFalse();
    }

    @Test
    void a_healthy_row_offers_nothing_and_a_troubled_one_no_removal() {
        assertThat(ActionButton.onOverview(Views.running("web"))).isEmpty();
        assertThat(ActionButton.onOverview(Views.fatal("import"))).extracting(ActionButton::action)
                .containsExactly(ActionButton.Action.START, ActionButton.Action.ACKNOWLEDGE);
        assertThat(ActionButton.of(Views.running("web"))).extracting(ActionButton::action)
                .containsExactly(ActionButton.Action.RESTART, ActionButton.Action.STOP);
    }
}
