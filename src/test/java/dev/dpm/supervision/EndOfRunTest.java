package dev.dpm.supervision;

import static dev.dpm.supervision.Bench.answer;
import static dev.dpm.testing.TargetSpecs.FILES;
import static dev.dpm.testing.TargetSpecs.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.config.Options;
import dev.dpm.config.Settings.Origin;
import dev.dpm.config.Settings.Source;
import dev.dpm.config.TargetSpec;
import dev.dpm.event.Component;
import dev.dpm.event.RunnerEvent;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.LaunchFailure;
import dev.dpm.process.Phase;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetName;

/** Tests the exit codes of {@code run}. */
class EndOfRunTest {

    @AutoClose
    private final Bench bench = new Bench(true);

    private static ExitStatus status(String word) {
        return Signal.parse(word).filter(signal -> !Character.isDigit(word.charAt(0)))
                .<ExitStatus>map(ExitStatus.Signaled::new)
                .orElseGet(() -> new ExitStatus.Code(Integer.parseInt(word)));
    }

    @ParameterizedTest(name = "{0}, ended with {1}: exit {2}")
    @CsvSource(delimiter = '|', textBlock = """
            restart=never                                 | 0    | 0
            restart=never                                 | 3    | 3
            restart=never                                 | KILL | 137
            restart=on-failure                            | 0    | 0
            restart=always max_restarts=0                 | 3    | 3
            restart=always max_restarts=0 on_exhausted=exit | 3  | 70
            restart=never on_exhausted=exit               | 3    | 3
            """)
    void with_one_target_it_is_the_targets_own(String options, String ended, int code) {
        bench.running(target("web", options.split(" ")));

        bench.world.ends(bench.world.main("web"), status(ended));

        assertThat(bench.ended().exitCode()).isEqualTo(code);
    }

    @ParameterizedTest(name = "TERM with --restart {0}: exit {1}")
    @CsvSource(textBlock = """
            always,     0
            on-failure, 143
            never,      143
            """)
    void after_a_stop_it_is_the_targets_own_unless_it_was_to_run_always(String restart, int code) {
        bench.running(target("web", "restart=" + restart));

        answer(bench.supervisor.shutDown(false, "SIGTERM"));

        assertThat(bench.ended().exitCode()).isEqualTo(code);
    }

    @Test
    void with_several_targets_it_ends_with_0_when_the_last_is_at_rest() {
        bench.running(target("web", "restart=never"), target("db", "restart=never"));
        bench.world.crashes("web");
        bench.reaches("web", Phase.EXITED);
        bench.settled();
        assertThat(bench.supervisor.ended()).isNotDone();

        bench.world.crashes("db");

        assertThat(bench.ended().exitCode()).isZero();
    }

    @Test
    void one_of_several_that_exits_when_exhausted_takes_the_others_with_it() {
        bench.running(target("web", "max_restarts=0", "on_exhausted=exit"), target("db"));

        bench.world.crashes("web");

        assertThat(bench.ended().exitCode()).isEqualTo(70);
        assertThat(bench.world.of("db")).isEmpty();
    }

    private static TargetSpec ofRun(String name) {
        TargetSpec spec = target(name, "max_restarts=0");
        return spec.withSettings(
                spec.settings().known(Options.ON_EXHAUSTED, "exit", new Origin(Source.DEFAULT, "run")));
    }

    /**
     * A default of {@code run} is saved with the target in the home folder. A later runner resumes the target beside
     * other targets.
     */
    @Test
    void a_default_of_run_does_not_end_a_runner_that_has_other_targets() {
        bench.running(ofRun("leak"), target("web"));

        bench.world.crashes("leak");
        bench.reaches("leak", Phase.FATAL);
        bench.settled();

        assertThat(bench.supervisor.ended()).isNotDone();
        assertThat(bench.world.of("web")).isNotEmpty();
    }

    @Test
    void a_default_of_run_ends_a_runner_without_other_targets() {
        bench.running(ofRun("leak"));

        bench.world.crashes("leak");

        assertThat(bench.ended().exitCode()).isEqualTo(70);
    }

    @Test
    void a_default_of_run_ends_no_daemon() {
        try (Bench daemon = new Bench(false)) {
            daemon.running(ofRun("leak"));

            daemon.world.crashes("leak");
            daemon.reaches("leak", Phase.FATAL);
            daemon.settled();

            assertThat(daemon.supervisor.ended()).isNotDone();
        }
    }

    @Test
    void a_target_that_could_never_be_launched_is_a_failure() {
        bench.world.failures.put(new TargetName("web"), new LaunchFailure("no such program", false, null));

        bench.start(target("web", "restart=never"));

        assertThat(bench.ended().exitCode()).isEqualTo(1);
    }

    @Test
    void a_file_that_names_no_target_any_more_ends_the_run() {
        bench.running(dev.dpm.testing.TargetSpecs.written("web"));

        answer(bench.supervisor.reload(FILES, new ArrayList<>(List.of())));

        assertThat(bench.ended().exitCode()).isZero();
    }

    @Test
    void what_outlives_its_kill_is_left_to_the_kernel_two_seconds_later() {
        bench.world.forbidden.add(new TargetName("web"));
        bench.running(target("web", "stop_grace=3"), target("db"));

        answer(bench.supervisor.shutDown(false, "SIGTERM"));
        Duration asked = bench.clock.get();
        bench.advanceUntil(() -> assertThat(bench.supervisor.ended()).isDone());

        assertThat(bench.ended().exitCode()).isEqualTo(1);
        assertThat(bench.ended().reason()).contains("could not be ended");
        assertThat(bench.clock.get().minus(asked)).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
    }

    /** The delay of a KILL on a busy machine does not count as time in which KILL had no effect. */
    @Test
    void no_target_is_given_up_before_it_got_its_kill() {
        bench.world.stubborn.add(new TargetName("web"));
        bench.running(target("web", "stop_grace=3"), target("db"));
        long web = bench.world.main("web").pid();
        answer(bench.supervisor.shutDown(false, "SIGTERM"));
        bench.reaches("db", Phase.STOPPED);
        bench.world.blind = new UncheckedIOException(new IOException("no descriptors"));
        int seconds = 8;
        for (int second = 0; second < seconds; second++) {
            bench.advance(Duration.ofSeconds(1));
            bench.settled();
        }
        assertThat(bench.supervisor.ended()).as("nobody got KILL so far").isNotDone();

        bench.world.blind = null;
        // a failed count of the processes is repeated after a quarter of a real second
        await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(400)).untilAsserted(() -> {
            bench.advance(Duration.ofSeconds(1));
            assertThat(bench.supervisor.ended()).isDone();
        });

        assertThat(bench.ended().exitCode()).isZero();
        assertThat(bench.world.signals).endsWith("KILL " + web);
    }

    /** The last incident and the last notice are written after the end of supervision. */
    @Test
    void what_goes_wrong_after_the_end_is_told_like_what_went_wrong_before() {
        bench.running(target("web", "restart=never"));
        bench.world.ends(bench.world.main("web"), new ExitStatus.Code(0));
        bench.ended();
        bench.supervisor.close();

        bench.supervisor.fault(Component.INCIDENTS, Optional.of("no space left on device"));
        bench.supervisor.note(new RunnerEvent.NoticeGivenUp("team", "n1", "connection refused"));

        assertThat(bench.journal.messages(RunnerEvent.RunnerFaulted.class)).singleElement().asString()
                .contains("no space left on device");
        assertThat(bench.journal.count(RunnerEvent.NoticeGivenUp.class)).isEqualTo(1);
    }

    @Test
    void a_command_after_the_end_is_refused_and_does_nothing() {
        bench.running(target("web", "restart=never"));
        bench.world.ends(bench.world.main("web"), new ExitStatus.Code(0));
        bench.ended();
        bench.supervisor.close();

        assertThat(bench.supervisor.start(List.of(target("db")), "by command")).isCompletedExceptionally();
        bench.supervisor.note(new RunnerEvent.NoticeGivenUp("team", "n1", "connection refused"));

        assertThat(bench.world.launchesOf("db")).isZero();
    }
}
