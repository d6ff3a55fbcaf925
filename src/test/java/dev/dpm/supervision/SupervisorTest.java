package dev.dpm.supervision;

import static dev.dpm.supervision.Bench.answer;
import static dev.dpm.supervision.Bench.eventually;
import static dev.dpm.testing.TargetSpecs.FILES;
import static dev.dpm.testing.TargetSpecs.target;
import static dev.dpm.testing.TargetSpecs.written;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import dev.dpm.config.Options;
import dev.dpm.event.CommandResult;
import dev.dpm.event.Component;
import dev.dpm.event.RunnerEvent;
import dev.dpm.event.TargetEvent;
import dev.dpm.lifecycle.Life;
import dev.dpm.process.LaunchFailure;
import dev.dpm.process.Phase;
import dev.dpm.process.TargetName;

/** Tests commands for targets, and faults of the runner itself, under the real loop. */
class SupervisorTest {

    private static final TargetName WEB = new TargetName("web");

    @AutoClose
    private final Bench bench = new Bench(false);

    @Test
    void a_started_target_is_launched_and_runs_after_start_seconds() {
        bench.running(target("web"));

        assertThat(bench.world.launchesOf("web")).isEqualTo(1);
        assertThat(bench.journal.messages(TargetEvent.TargetStarted.class)).containsExactly(
                "started as process 101: by command");
        assertThat(bench.journal.count(TargetEvent.TargetRunning.class)).isEqualTo(1);
    }

    @Test
    void news_that_never_end_hold_up_no_answer() {
        AtomicBoolean goesOn = new AtomicBoolean(true);
        bench.journal.breaksOn = event -> {
            if (goesOn.get()) {
                bench.supervisor.note(new RunnerEvent.RunnerNoted(Component.LOOP, "there is more"));
            }
            return false;
        };
        try {
            bench.supervisor.note(new RunnerEvent.RunnerNoted(Component.LOOP, "the first of many"));
            assertThat(bench.start(target("web")).outcome()).isEqualTo(CommandResult.Outcome.DONE);
            bench.reaches("web", Phase.STARTING);
        } finally {
            goesOn.set(false);
        }
    }

    @Test
    void a_fresh_snapshot_shows_what_was_launched_in_a_turn_that_is_not_over() throws Exception {
        CountDownLatch launched = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        bench.journal.breaksOn = event -> {
            if (event instanceof TargetEvent.TargetStarted) {
                launched.countDown();
                waitFor(held);
            }
            return false;
        };
        try {
            bench.supervisor.start(List.of(target("web")), "by command");
            waitFor(launched);
            assertThat(bench.supervisor.snapshot().targets()).noneMatch(
                    known -> known.state().life().flatMap(Life::main).isPresent());

            CompletableFuture<Snapshot> fresh = CompletableFuture.supplyAsync(this::freshSnapshot);
            held.countDown();

            assertThat(fresh.get(10, TimeUnit.SECONDS).targets()).singleElement()
                    .satisfies(known -> assertThat(known.state().life().flatMap(Life::main)).isPresent());
        } finally {
            held.countDown();
        }
    }

    private Snapshot freshSnapshot() {
        try {
            return bench.supervisor.freshSnapshot(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void the_intent_to_launch_is_remembered_before_the_launch() {
        bench.world.failures.put(WEB, new LaunchFailure("no such program", false, null));
        bench.start(target("web", "restart=never"));
        bench.reaches("web", Phase.FATAL);

        assertThat(bench.memory.get(WEB).incarnation()).isEqualTo(1);
    }

    @Test
    void what_has_exited_for_good_is_no_longer_wanted() {
        bench.running(target("web", "restart=never"));
        bench.world.crashes("web");
        bench.reaches("web", Phase.EXITED);
        bench.settled();

        assertThat(Bench.answer(bench.supervisor.resume("by command")).outcome())
                .isEqualTo(CommandResult.Outcome.UNKNOWN);
        assertThat(bench.world.launchesOf("web")).isEqualTo(1);
    }

    @Test
    void a_second_start_with_the_same_options_makes_no_second_copy() {
        bench.running(target("web", "max_restarts=5"));

        CommandResult again = bench.start(target("web", "max_restarts=5"));

        assertThat(again.outcome()).isEqualTo(CommandResult.Outcome.ALREADY);
        assertThat(again.sentence()).isEqualTo("web is running already, as process 101");
        assertThat(bench.world.launchesOf("web")).isEqualTo(1);
    }

    @Test
    void a_start_with_other_options_names_the_differences_and_changes_nothing() {
        bench.running(target("web", "max_restarts=5"));

        CommandResult other = bench.start(target("web", "max_restarts=6", "cpu_threshold=off"));

        assertThat(other.outcome()).isEqualTo(CommandResult.Outcome.REFUSED);
        assertThat(other.sentence()).contains("max_restarts is 5, asked for 6", "cpu_threshold is 80.0, asked for off");
        assertThat(bench.target("web").spec().restarts().max()).isEqualTo(5);
        assertThat(bench.world.launchesOf("web")).isEqualTo(1);
    }

    @Test
    void one_conflict_among_several_targets_hinders_all_of_them() {
        bench.running(target("web"));

        CommandResult answer = bench.start(target("db"), target("web", "max_restarts=9"));

        assertThat(answer.outcome()).isEqualTo(CommandResult.Outcome.REFUSED);
        assertThat(bench.supervisor.snapshot().targets()).hasSize(1);
        assertThat(bench.world.launchesOf("db")).isZero();
    }

    @Test
    void commands_to_an_unknown_target_say_so() {
        TargetName nobody = new TargetName("nobody");

        assertThat(List.of(answer(bench.supervisor.start(nobody, "")), answer(bench.supervisor.stop(nobody, "")),
                answer(bench.supervisor.restart(nobody, "")), answer(bench.supervisor.remove(nobody))))
                .allSatisfy(said -> assertThat(said).isEqualTo(CommandResult.unknown(nobody)));
        assertThat(answer(bench.supervisor.resume("")).outcome()).isEqualTo(CommandResult.Outcome.UNKNOWN);
    }

    @Test
    void a_stop_ends_every_process_and_is_remembered() {
        bench.running(target("web"));
        bench.world.appears(bench.world.launches.get(0).incarnation());

        assertThat(answer(bench.supervisor.stop(WEB, "by command")).outcome()).isEqualTo(CommandResult.Outcome.DONE);

        bench.reaches("web", Phase.STOPPED);
        assertThat(bench.world.of("web")).isEmpty();
        assertThat(bench.world.signals).containsExactly("TERM 101", "TERM 102");
        eventually(() -> assertThat(bench.memory.get(WEB).state()).isEqualTo(Phase.STOPPED));
        assertThat(bench.memory.get(WEB).wanted()).isFalse();
        assertThat(answer(bench.supervisor.stop(WEB, "by command")).outcome()).isEqualTo(CommandResult.Outcome.ALREADY);
    }

    @Test
    void what_ignores_the_stop_signal_is_killed_after_the_grace() {
        bench.world.stubborn.add(WEB);
        bench.running(target("web", "stop_grace=3"));

        answer(bench.supervisor.stop(WEB, "by command"));
        bench.advanceUntil(() -> assertThat(bench.target("web").state().phase()).isEqualTo(Phase.STOPPED));

        assertThat(bench.world.signals).startsWith("TERM 101").endsWith("KILL 101");
        assertThat(bench.journal.count(TargetEvent.TargetKilled.class)).isEqualTo(1);
    }

    @Test
    void a_commanded_restart_begins_a_new_life_and_spends_no_budget() {
        bench.running(target("web", "max_restarts=0"));

        CommandResult answer = answer(bench.supervisor.restart(WEB, "by command"));

        assertThat(answer.started()).containsExactly(new CommandResult.Started(WEB.value(), 2));
        eventually(() -> assertThat(bench.world.launchesOf("web")).isEqualTo(2));
        assertThat(bench.target("web").state().ledger().budget().spentAt()).isEmpty();
        assertThat(bench.journal.count(TargetEvent.RestartScheduled.class)).isZero();
    }

    @Test
    void only_a_target_at_rest_can_be_removed() {
        bench.running(target("web"));

        assertThat(answer(bench.supervisor.remove(WEB)).outcome()).isEqualTo(CommandResult.Outcome.REFUSED);
        assertThat(bench.supervisor.snapshot().targets()).hasSize(1);

        answer(bench.supervisor.stop(WEB, "by command"));
        bench.reaches("web", Phase.STOPPED);
        assertThat(answer(bench.supervisor.remove(WEB)).outcome()).isEqualTo(CommandResult.Outcome.DONE);
        assertThat(bench.supervisor.snapshot().targets()).isEmpty();
        eventually(() -> assertThat(bench.memory).isEmpty());
    }

    @Test
    void a_live_change_applies_without_a_restart_and_begins_a_fresh_budget() {
        bench.running(written("web"));
        bench.world.crashes("web");
        bench.advanceUntil(() -> {
            assertThat(bench.world.launchesOf("web")).isEqualTo(2);
            assertThat(bench.target("web").state().phase()).isEqualTo(Phase.RUNNING);
        });

        CommandResult answer = answer(bench.supervisor.reload(FILES, List.of(written("web", "cpu_threshold=150"))));

        assertThat(answer.sentence()).isEqualTo("changed web: cpu_threshold from 80.0 to 150");
        assertThat(bench.world.launchesOf("web")).isEqualTo(2);
        assertThat(bench.target("web").state().ledger().budget().spentAt()).isEmpty();
        assertThat(bench.target("web").spec().settings().text(Options.CPU_THRESHOLD)).contains("150");
    }

    @Test
    void a_changed_command_restarts_only_its_target() {
        bench.running(written("web"), written("db"));

        answer(bench.supervisor.reload(FILES, List.of(written("web", "env=PORT=8000"), written("db"))));

        eventually(() -> assertThat(bench.world.launchesOf("web")).isEqualTo(2));
        bench.settled();
        assertThat(bench.world.launchesOf("db")).isEqualTo(1);
        assertThat(answer(bench.supervisor.reload(FILES, List.of(written("web", "env=PORT=8000"), written("db"))))
                .sentence()).isEqualTo("nothing has changed");
    }

    @Test
    void what_the_file_no_longer_names_stops_and_what_is_new_starts() {
        bench.running(written("web"), target("by-hand"));

        answer(bench.supervisor.reload(FILES, List.of(written("fresh"))));

        eventually(() -> assertThat(bench.supervisor.snapshot().target(WEB)).isEmpty());
        eventually(() -> assertThat(bench.world.launchesOf("fresh")).isEqualTo(1));
        assertThat(bench.world.of("web")).isEmpty();
        assertThat(bench.target("by-hand").state().phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void targets_of_a_file_that_was_not_read_go_on() {
        bench.running(written("web"), written("other", Path.of("/etc/other.yaml")));

        assertThat(answer(bench.supervisor.reload(FILES, List.of(written("web")))).sentence())
                .isEqualTo("nothing has changed");
        assertThat(answer(bench.supervisor.reload(FILES, List.of())).sentence())
                .isEqualTo("stopping web, which the file no longer names");

        eventually(() -> assertThat(bench.supervisor.snapshot().target(WEB)).isEmpty());
        assertThat(bench.target("other").state().phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void a_target_that_comes_back_into_the_file_during_its_stop_starts_again() {
        bench.world.stubborn.add(WEB);
        bench.running(written("web"));

        answer(bench.supervisor.reload(FILES, List.of()));
        answer(bench.supervisor.reload(FILES, List.of(written("web"))));
        bench.advanceUntil(() -> assertThat(bench.world.launchesOf("web")).isEqualTo(2));

        assertThat(bench.target("web").wanted()).isTrue();
    }

    @Test
    void a_target_that_is_running_at_once_misses_no_sample() {
        bench.start(target("web", "start_seconds=0", "monitor_interval=1"));
        bench.reaches("web", Phase.RUNNING);
        bench.settled();

        for (int samples = 0; samples < 3; samples++) {
            int before = bench.reported.get();
            bench.advance(Duration.ofSeconds(2));
            eventually(() -> assertThat(bench.reported).hasValueGreaterThan(before));
        }

        assertThat(bench.target("web").missedSamples()).isZero();
    }

    /**
     * The order to sample the crashed incarnation never comes back. It must not hold up the samples of the next
     * incarnation.
     */
    @Test
    void a_target_that_is_running_at_once_after_a_crash_is_sampled_within_two_intervals() {
        bench.start(target("web", "start_seconds=0", "monitor_interval=1", "restart_interval=1"));
        bench.reaches("web", Phase.RUNNING);
        bench.settled();
        bench.world.crashes("web");
        bench.advanceUntil(() -> assertThat(bench.world.launchesOf("web")).isEqualTo(2));
        eventually(() -> assertThat(bench.target("web").state().life().orElseThrow().main()).isPresent());
        int before = bench.sampler.looks.get();

        bench.advance(Duration.ofSeconds(2));

        eventually(() -> assertThat(bench.sampler.looks.get()).isGreaterThan(before));
    }

    @Test
    void a_launch_that_fails_for_the_runners_own_lack_is_retried_and_spends_no_budget() {
        bench.world.failures.put(WEB, new LaunchFailure("no descriptors left", true, null));
        bench.start(target("web", "max_restarts=0"));
        bench.advanceUntil(
                () -> assertThat(bench.target("web").state().ledger().incarnation()).isGreaterThan(4));
        assertThat(bench.journal.count(TargetEvent.LaunchFailed.class)).as("said once, not every second").isEqualTo(1);
        assertThat(bench.supervisor.snapshot().faults()).singleElement().asString()
                .startsWith("launch of web: no descriptors left (since ");

        bench.world.failures.clear();
        bench.advanceUntil(() -> assertThat(bench.world.launchesOf("web")).isEqualTo(1));

        assertThat(bench.target("web").state().ledger().budget().spentAt()).isEmpty();
    }

    @Test
    void a_step_that_throws_makes_only_its_target_fatal() {
        bench.running(target("web", "monitor_interval=1"), target("db"));
        bench.sampler.overflowing.add("web");

        bench.advanceUntil(() -> assertThat(bench.target("web").state().phase()).isEqualTo(Phase.FATAL));

        assertThat(bench.world.of("web")).isEmpty();
        assertThat(bench.journal.messages(TargetEvent.TargetGaveUp.class)).hasSize(1);
        assertThat(bench.target("db").state().phase()).isEqualTo(Phase.RUNNING);
        assertThat(bench.start(target("third")).outcome()).isEqualTo(CommandResult.Outcome.DONE);
    }

    @Test
    void a_journal_that_throws_is_a_fault_and_costs_no_target_its_life() {
        bench.running(target("web"), target("db"));
        bench.journal.breaksOn = event -> true;

        answer(bench.supervisor.stop(WEB, "by command"));

        bench.reaches("web", Phase.STOPPED);
        assertThat(bench.supervisor.snapshot().faults()).anySatisfy(fault -> assertThat(fault).startsWith("journal"));
        assertThat(bench.target("db").state().phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void an_error_while_an_event_is_told_hinders_nothing_that_is_to_be_done() {
        bench.running(target("web"), target("db"));
        bench.journal.breaksOn = event -> {
            throw new OutOfMemoryError("unable to create native thread");
        };

        answer(bench.supervisor.stop(WEB, "by command"));

        bench.reaches("web", Phase.STOPPED);
        assertThat(bench.supervisor.snapshot().faults()).singleElement().asString().startsWith("journal");
        assertThat(bench.target("db").state().phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void the_loop_turns_although_nothing_happens() {
        bench.settled();

        assertThat(bench.supervisor.sinceHeartbeat()).isLessThan(Duration.ofSeconds(10));
    }
}
