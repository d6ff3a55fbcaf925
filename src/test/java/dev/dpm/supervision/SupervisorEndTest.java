package dev.dpm.supervision;

import static dev.dpm.supervision.Bench.answer;
import static dev.dpm.testing.TargetSpecs.FILES;
import static dev.dpm.testing.TargetSpecs.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import dev.dpm.event.CommandResult;
import dev.dpm.event.Component;
import dev.dpm.event.RunnerEvent;
import dev.dpm.process.Phase;
import dev.dpm.process.TargetName;

/** Tests the end of the runner, with and without its targets, under the real loop. */
class SupervisorEndTest {

    private static final TargetName WEB = new TargetName("web");

    @AutoClose
    private final Bench bench = new Bench(false);

    @Test
    void a_shutdown_stops_all_at_the_same_time_and_keeps_them_wanted() {
        bench.running(target("web"), target("db"));

        answer(bench.supervisor.shutDown(false, "SIGTERM"));

        assertThat(bench.ended()).isEqualTo(new Supervisor.Ended(0, "SIGTERM"));
        assertThat(bench.world.signals).containsExactlyInAnyOrder("TERM 101", "TERM 102");
        bench.close();
        assertThat(bench.memory.values()).allSatisfy(record -> {
            assertThat(record.state()).isEqualTo(Phase.STOPPED);
            assertThat(record.wanted()).isTrue();
        });
    }

    @Test
    void a_shutdown_ends_although_a_launch_never_comes_back() {
        CountDownLatch never = new CountDownLatch(1);
        bench.world.hold = never;
        bench.start(target("web", "stop_grace=3"));

        answer(bench.supervisor.shutDown(false, "SIGTERM"));
        bench.advance(Duration.ofSeconds(5));

        assertThat(bench.ended().exitCode()).isEqualTo(1);
        never.countDown();
    }

    @Test
    void nothing_starts_once_the_end_was_asked_for() {
        bench.world.stubborn.add(WEB);
        bench.running(target("web"));
        answer(bench.supervisor.shutDown(false, "SIGTERM"));

        assertThat(List.of(bench.start(target("db")), answer(bench.supervisor.start(WEB, "")),
                answer(bench.supervisor.restart(WEB, "")), answer(bench.supervisor.resume("")),
                answer(bench.supervisor.reload(FILES, List.of()))))
                .allSatisfy(said -> assertThat(said.outcome()).isEqualTo(CommandResult.Outcome.REFUSED));
        bench.advanceUntil(() -> assertThat(bench.supervisor.ended()).isDone());
        assertThat(bench.world.launches).hasSize(1);
    }

    @Test
    void keep_targets_ends_only_the_runner() {
        bench.running(target("web"));

        answer(bench.supervisor.shutDown(true, "by command"));

        assertThat(bench.ended().exitCode()).isZero();
        assertThat(bench.world.signals).isEmpty();
        bench.close();
        assertThat(bench.memory.get(WEB).process()).contains(bench.world.main("web"));
    }

    @Test
    void the_end_of_the_runner_and_its_reason_are_written_down_last() {
        bench.running(target("web"));

        answer(bench.supervisor.shutDown(false, "SIGTERM"));
        bench.ended();

        assertThat(bench.journal.messages(RunnerEvent.RunnerStopped.class)).hasSize(1).first().asString()
                .contains("SIGTERM");
    }

    @Test
    void a_command_after_the_end_is_answered() {
        answer(bench.supervisor.shutDown(false, "SIGTERM"));
        bench.ended();

        assertThat(bench.supervisor.start(WEB, "")).isCompletedExceptionally();
    }

    @Test
    void a_fault_is_said_once_when_it_begins_and_once_when_it_is_over() {
        for (int i = 0; i < 3; i++) {
            bench.supervisor.fault(Component.CONSOLE, Optional.of("port 9180 is taken"));
        }
        bench.settled();
        assertThat(bench.supervisor.snapshot().faults())
                .containsExactly("console: port 9180 is taken (since 1970-01-01 01:00:00 UTC)");
        bench.supervisor.fault(Component.CONSOLE, Optional.empty());
        bench.settled();

        assertThat(bench.supervisor.snapshot().faults()).isEmpty();
        assertThat(bench.journal.count(RunnerEvent.RunnerFaulted.class)).isEqualTo(1);
        assertThat(bench.journal.messages(RunnerEvent.RunnerNoted.class)).containsExactly("console: works again");
    }
}
