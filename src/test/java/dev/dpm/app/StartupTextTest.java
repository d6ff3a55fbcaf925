package dev.dpm.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.dpm.process.Phase;
import dev.dpm.testing.Views;
import dev.dpm.view.LimitsView;
import dev.dpm.view.Operations.Stage;
import dev.dpm.view.Operations.Startup;
import dev.dpm.view.StoryView;
import dev.dpm.view.TargetView;

class StartupTextTest {

    private record Known(boolean isUp, boolean isOrdered, String... words) implements StartupText.Past {
        @Override
        public boolean cameUp(long incarnation) {
            return isUp;
        }

        @Override
        public boolean endedByOrder(long incarnation) {
            return isOrdered;
        }

        @Override
        public List<String> lastWords(long incarnation) {
            return List.of(words);
        }
    }

    @Test
    void a_life_that_another_order_overtook_is_as_well_as_the_newest_one() {
        Known ordered = new Known(false, true);

        assertThat(StartupText.of(Views.running("web"), 0, List.of(), ordered)).isEqualTo(new Startup(Stage.RUNNING,
                "another order launched web anew meanwhile; "
                        + StartupText.of(Views.running("web"), 1, List.of(), ordered).text()));
        assertThat(StartupText.of(Views.inState(Views.running("web"), Phase.STARTING), 0, List.of(), ordered).stage())
                .as("the newest is on its way").isEqualTo(Stage.PENDING);
        assertThat(StartupText.of(Views.backoff("worker"), 0, List.of(), ordered).stage())
                .as("the newest failed").isEqualTo(Stage.FAILED);
        assertThat(StartupText.of(Views.fatal("worker"), 0, List.of(), ordered).stage()).isEqualTo(Stage.FAILED);
    }

    @Test
    void a_life_that_runs_is_told_with_its_thresholds() {
        assertThat(StartupText.of(Views.running("web"), 1, List.of(), new Known(false, false)))
                .isEqualTo(new Startup(Stage.RUNNING,
                        "web is running as process 456: cpu threshold 80.0 % of one core, memory threshold 500.0 MiB,"
                                + " max restarts 3"));
    }

    @Test
    void a_threshold_that_is_a_part_of_a_limit_not_read_yet_is_not_called_off() {
        TargetView web = Views.running("web");
        LimitsView limits = new LimitsView(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("50 % of the limit"),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty());
        TargetView share = new TargetView(web.name(), web.state(), web.pid(), false, false, false,
                web.uptimeSeconds(), web.processes(), web.cpuPercent(), web.memoryBytes(), web.cpuThresholdPercent(),
                Optional.empty(), web.breach(), web.health(), 0, 0, web.lastExit(), web.reason(), Optional.empty(), 3,
                1, web.command(), web.cwd(), web.configuration(), web.startedAt(), web.cpuSecondsTotal(), 0, Map.of(),
                Map.of(), List.of(), false, limits);

        assertThat(StartupText.of(share, 1, List.of(), new Known(false, false)).text())
                .contains("memory threshold 50 % of the limit,");
    }

    @Test
    void a_life_that_is_yet_to_come_is_waited_for() {
        assertThat(StartupText.of(Views.backoff("worker"), 9, List.of(), new Known(false, false)).stage())
                .isEqualTo(Stage.PENDING);
    }

    @Test
    void a_life_that_came_up_and_was_overtaken_by_its_restart_was_started_all_the_same() {
        TargetView second = Views.withStory(Views.running("web"), new StoryView(Optional.empty(), Optional.empty(),
                false, Optional.empty(), Optional.empty(), false,
                Optional.of(new StoryView.RestartView(Instant.parse("2026-11-22T21:46:55Z"), 2, "memory 127.0 MiB"))));

        assertThat(StartupText.of(second, 0, List.of(), new Known(true, false))).isEqualTo(new Startup(Stage.RUNNING,
                "web came to RUNNING, and its process has ended since: restarted: memory 127.0 MiB; it is RUNNING as "
                        + "process 456"));
        assertThat(StartupText.of(second, 0, List.of(), new Known(false, false)).stage())
                .as("it ended while it was STARTING").isEqualTo(Stage.FAILED);
        TargetView waits = Views.backoff("worker");
        assertThat(StartupText.of(waits, waits.incarnation(), List.of(), new Known(true, false)).stage())
                .as("it waits for its restart").isEqualTo(Stage.RUNNING);
    }

    @Test
    void a_life_that_never_comes_is_not_waited_for() {
        Startup startup = StartupText.of(Views.fatal("worker"), 8, List.of(), new Known(true, false, "its last word"));

        assertThat(startup).isEqualTo(new Startup(Stage.FAILED,
                "worker: gave up after 3 restarts: ended with exit code unknown\n  its last word"));
    }

    @Test
    void a_job_that_ended_with_success_is_done_and_one_that_failed_has_failed() {
        Instant at = Instant.parse("2026-11-22T21:46:55Z");

        assertThat(StartupText.of(Views.exited("job", 0, at, Optional.empty(), false), 1, List.of(),
                new Known(false, false)))
                .isEqualTo(
                        new Startup(Stage.DONE, "job: ended with exit code 0, and is not to be restarted"));
        assertThat(StartupText.of(Views.exited("job", 4, at, Optional.of("boom"), true), 1, List.of(),
                new Known(false, false, "boom")))
                .isEqualTo(new Startup(Stage.FAILED,
                        "job: ended with exit code 4: boom; it is not to be restarted\n  boom"));
        assertThat(StartupText
                .of(Views.exited("job", 0, at, Optional.empty(), false), 2, List.of(), new Known(false, false)).stage())
                .as("the end of an earlier life").isEqualTo(Stage.FAILED);
    }

    @Test
    void thresholds_that_nobody_chose_are_said_to_be_the_defaults_and_how_they_are_turned_off() {
        assertThat(StartupText
                .of(Views.running("web"), 1, List.of("--cpu_threshold", "--memory_threshold"), new Known(false, false))
                .text())
                .endsWith("\n  by default; --cpu_threshold off and --memory_threshold off turn the thresholds off");
        assertThat(StartupText.of(Views.running("web"), 1, List.of("--cpu_threshold"), new Known(false, false)).text())
                .endsWith("\n  by default; --cpu_threshold off turns the threshold off");
    }
}
