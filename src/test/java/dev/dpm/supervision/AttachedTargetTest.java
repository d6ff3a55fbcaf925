package dev.dpm.supervision;

import static dev.dpm.supervision.Bench.answer;
import static dev.dpm.supervision.Bench.eventually;
import static dev.dpm.testing.TargetSpecs.FILES;
import static dev.dpm.testing.TargetSpecs.target;
import static dev.dpm.testing.TargetSpecs.written;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import dev.dpm.config.TargetSpec;
import dev.dpm.event.CommandResult;
import dev.dpm.event.TargetEvent;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Phase;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.RestartCause;
import dev.dpm.process.Sighting;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetName;

/** Tests targets whose process was started outside the runner. */
class AttachedTargetTest {

    private static final TargetName WEB = new TargetName("web");
    private static final Duration YOUNG = Duration.ZERO;

    @AutoClose
    private Bench bench = new Bench(false);

    private static TargetSpec attached(String... options) {
        return target("web", with(options));
    }

    private static String[] with(String... options) {
        return Stream.concat(Stream.of("attach=true", "process_name=web", "cpu_threshold=off", "on_breach=unhealthy",
                "on_exhausted=leave", "monitor_interval=1", "breach_samples=1"), Stream.of(options))
                .toArray(String[]::new);
    }

    private ProcessIdentity runs(String... options) {
        ProcessIdentity process = bench.world.somebodyStarts("web", 1, Duration.ofMinutes(5));
        bench.start(attached(options));
        bench.reaches("web", Phase.RUNNING);
        return process;
    }

    @Test
    void is_waited_for_until_it_is_there() {
        bench.start(attached());
        bench.reaches("web", Phase.WAITING);
        assertThat(bench.target("web").state().ledger().reason()).isEqualTo("no process matches name web");

        ProcessIdentity process = bench.world.somebodyStarts("web", 1, YOUNG);
        bench.advance(Duration.ofSeconds(1));

        bench.reaches("web", Phase.STARTING);
        eventually(() -> assertThat(bench.target("web").state().life().orElseThrow().main()).contains(process));
        bench.advance(Duration.ofSeconds(1));
        bench.reaches("web", Phase.RUNNING);
        assertThat(bench.world.launches).isEmpty();
        assertThat(bench.target("web").state().ledger().restartsTotal()).isZero();
    }

    @Test
    void is_looked_for_once_per_interval_and_not_while_it_is_attached() {
        bench.start(attached("monitor_interval=10"));
        bench.reaches("web", Phase.WAITING);
        for (int i = 0; i < 8; i++) {
            bench.advance(Duration.ofSeconds(1));
            bench.settled();
        }
        assertThat(bench.world.looks).hasValue(1);

        bench.world.somebodyStarts("web", 1, YOUNG);
        bench.advance(Duration.ofSeconds(2));
        bench.reaches("web", Phase.STARTING);
        int looks = bench.world.looks.get();
        bench.advance(Duration.ofMinutes(5));
        bench.settled();

        assertThat(looks).isEqualTo(2);
        assertThat(bench.world.looks).hasValue(looks);
    }

    @Test
    void several_are_a_stated_reason() {
        bench.world.sights.put("web", new Sighting.Several("2 process trees match name web"));
        bench.start(attached());
        bench.reaches("web", Phase.WAITING);

        assertThat(bench.target("web").state().ledger().reason()).startsWith("2 process trees match");
        assertThat(bench.journal.messages(TargetEvent.TargetWaiting.class))
                .contains("waiting, since 2 process trees match name web");
    }

    @Test
    void uptime_is_the_process_own() {
        runs();

        assertThat(bench.target("web").state().life().orElseThrow().age(bench.clock.get()))
                .isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void is_found_again_after_somebody_else_restarted_it_and_spends_nothing() {
        ProcessIdentity first = runs();
        bench.world.sights.remove("web");
        bench.world.ends(first, new ExitStatus.Unknown());
        bench.reaches("web", Phase.WAITING);

        ProcessIdentity second = bench.world.somebodyStarts("web", 2, YOUNG);
        bench.advance(Duration.ofMillis(250));
        bench.reaches("web", Phase.STARTING);

        eventually(() -> assertThat(bench.target("web").state().life().orElseThrow().main()).contains(second));
        assertThat(bench.target("web").state().ledger().restarts()).containsExactly(java.util.Map.entry(
                RestartCause.SOMEBODY_ELSE, 1L));
        assertThat(bench.target("web").state().ledger().budget().spentAt()).isEmpty();
        assertThat(bench.target("web").state().ledger().incarnation()).isEqualTo(2);
        assertThat(bench.world.signals).isEmpty();
    }

    @Test
    void stop_lets_it_go_and_start_attaches_again() {
        ProcessIdentity process = runs();

        CommandResult stopped = answer(bench.supervisor.stop(WEB, "by command"));

        assertThat(stopped.sentence())
                .isEqualTo("letting go of web: process " + process.pid() + " goes on and is not signalled");
        bench.reaches("web", Phase.STOPPED);
        answer(bench.supervisor.start(WEB, "by command"));
        bench.reaches("web", Phase.RUNNING);
        assertThat(bench.target("web").state().life().orElseThrow().main()).contains(process);
        assertThat(bench.target("web").state().ledger().restartsTotal()).isZero();
        assertThat(bench.world.signals).isEmpty();
    }

    @Test
    void the_end_of_the_runner_lets_it_go() {
        runs();

        CommandResult said = answer(bench.supervisor.shutDown(false, "by command"));

        assertThat(said.sentence()).startsWith("letting go of web").endsWith("the runner ends");
        assertThat(bench.ended().exitCode()).isZero();
        assertThat(bench.world.signals).isEmpty();
        assertThat(bench.world.of("web")).hasSize(1);
    }

    @Test
    void restart_is_refused() {
        runs();

        assertThat(answer(bench.supervisor.restart(WEB, "by command"))).satisfies(said -> {
            assertThat(said.outcome()).isEqualTo(CommandResult.Outcome.REFUSED);
            assertThat(said.sentence()).contains("somebody else starts");
        });
    }

    @Test
    void signals_that_the_runner_passes_on_do_not_reach_it() {
        runs();

        bench.supervisor.passOn("HUP");
        bench.settled();

        assertThat(bench.world.signals).isEmpty();
    }

    @Test
    void terminate_ends_it_within_its_budget_and_then_no_more() {
        ProcessIdentity first = runs("memory_threshold=100", "on_breach=terminate", "max_restarts=1");
        bench.world.sights.remove("web");
        bench.sampler.mebibytes.put("web", 200L);
        bench.advanceUntil(() -> assertThat(bench.world.signals).contains("TERM " + first.pid()));
        bench.advanceUntil(() -> assertThat(bench.target("web").state().phase()).isEqualTo(Phase.WAITING));
        bench.sampler.mebibytes.put("web", 1L);

        ProcessIdentity second = bench.world.somebodyStarts("web", 2, YOUNG);
        bench.advanceUntil(() -> assertThat(bench.target("web").state().phase()).isEqualTo(Phase.RUNNING));
        assertThat(bench.target("web").state().ledger().restarts()).containsKey(RestartCause.MEMORY);
        assertThat(bench.target("web").state().ledger().givenUp()).isFalse();
        bench.sampler.mebibytes.put("web", 200L);
        bench.advanceUntil(() -> assertThat(bench.target("web").state().ledger().givenUp()).isTrue());

        assertThat(bench.target("web").state().phase()).isEqualTo(Phase.RUNNING);
        assertThat(bench.target("web").state().ledger().reason()).startsWith("no more signals: 1 of 1 were spent");
        assertThat(bench.world.signals).doesNotContain("TERM " + second.pid());
    }

    @Test
    void a_person_has_it_terminated_whatever_on_breach_says_and_no_restart_is_spent() {
        ProcessIdentity first = runs("max_restarts=0", "stop_grace=10");
        bench.world.sights.remove("web");

        CommandResult reply = answer(bench.supervisor.terminate(WEB, "by command"));

        assertThat(reply.outcome()).isEqualTo(CommandResult.Outcome.DONE);
        assertThat(reply.sentence()).isEqualTo("terminating web, process " + first.pid()
                + ": TERM, and KILL after the grace period; whoever started it starts it again");
        bench.advanceUntil(() -> assertThat(bench.world.signals).contains("TERM " + first.pid()));
        bench.advanceUntil(() -> assertThat(bench.target("web").state().phase()).isEqualTo(Phase.WAITING));

        bench.world.somebodyStarts("web", 2, YOUNG);
        bench.advanceUntil(() -> assertThat(bench.target("web").state().phase()).isEqualTo(Phase.RUNNING));
        assertThat(bench.target("web").state().ledger().restarts()).containsEntry(RestartCause.COMMAND, 1L);
        assertThat(bench.target("web").state().ledger().givenUp()).isFalse();
        assertThat(bench.world.launches).isEmpty();
    }

    @Test
    void a_person_has_it_signalled() {
        ProcessIdentity process = runs();

        CommandResult reply = answer(bench.supervisor.signal(WEB, Signal.parse("HUP").orElseThrow(), "by command"));

        assertThat(reply.sentence()).isEqualTo("sent HUP to web, process " + process.pid());
        eventually(() -> assertThat(bench.world.signals).containsExactly("HUP " + process.pid()));
    }

    @Test
    void what_this_runner_starts_is_not_terminated() {
        bench.start(target("web"));
        bench.reaches("web", Phase.STARTING);

        CommandResult reply = answer(bench.supervisor.terminate(WEB, "by command"));

        assertThat(reply.outcome()).isEqualTo(CommandResult.Outcome.REFUSED);
        assertThat(reply.sentence()).contains("`restart web` launches it anew");
        assertThat(bench.world.signals).isEmpty();
    }

    @Test
    void what_is_waited_for_is_not_terminated() {
        bench.start(attached());
        bench.reaches("web", Phase.WAITING);

        assertThat(answer(bench.supervisor.terminate(WEB, "by command")).sentence())
                .isEqualTo("web is WAITING; only a target with a process can be terminated");
    }

    @Test
    void after_the_runners_death_it_is_the_same_process_with_the_budget_kept() {
        ProcessIdentity process = runs("memory_threshold=100", "on_breach=signal:USR1", "max_restarts=3");
        bench.sampler.mebibytes.put("web", 200L);
        bench.advanceUntil(() -> assertThat(bench.world.signals).containsExactly("USR1 " + process.pid()));
        eventually(() -> assertThat(bench.memory.get(WEB).restartsAt()).hasSize(1));
        bench.close();

        bench = new Bench(false, bench.world, bench.memory);
        answer(bench.supervisor.restore(List.copyOf(bench.memory.values()), false));

        bench.reaches("web", Phase.RUNNING);
        assertThat(bench.target("web").state().life().orElseThrow().attached()).isTrue();
        assertThat(bench.target("web").state().life().orElseThrow().main()).contains(process);
        assertThat(bench.target("web").state().ledger().budget().spentAt()).hasSize(1);
        assertThat(bench.target("web").state().ledger().incarnation()).isEqualTo(1);
    }

    @Test
    void what_ended_while_no_runner_looked_is_waited_for() {
        ProcessIdentity process = runs();
        eventually(() -> assertThat(bench.memory.get(WEB).process()).contains(process));
        bench.close();
        bench.world.sights.clear();
        bench.world.takesOver(process, new dev.dpm.process.Incarnation(new TargetName("stranger"), 1));

        bench = new Bench(false, bench.world, bench.memory);
        answer(bench.supervisor.restore(List.copyOf(bench.memory.values()), false));

        bench.reaches("web", Phase.WAITING);
        assertThat(bench.world.signals).isEmpty();
    }

    @Test
    void a_stop_without_a_runner_leaves_it_alone() {
        runs();
        eventually(() -> assertThat(bench.memory.get(WEB).process()).isPresent());
        bench.close();

        bench = new Bench(true, bench.world, bench.memory);
        answer(bench.supervisor.adoptOnly(List.copyOf(bench.memory.values()), java.util.Optional.of(WEB)));

        bench.ended();
        assertThat(bench.world.signals).isEmpty();
    }

    @Test
    void a_changed_selector_lets_go_and_looks_anew_without_a_signal() {
        ProcessIdentity process = bench.world.somebodyStarts("web", 1, Duration.ofMinutes(5));
        bench.start(written("web", with()));
        bench.reaches("web", Phase.RUNNING);
        bench.world.sights.put("other", new Sighting.Nothing("no process matches name other"));

        answer(bench.supervisor.reload(FILES, List.of(written("web", with("process_name=other")))));

        bench.reaches("web", Phase.WAITING);
        assertThat(bench.world.isAlive(process)).isTrue();
        assertThat(bench.world.signals).isEmpty();
    }

    @Test
    void two_targets_never_share_a_process() {
        bench.world.somebodyStarts("web", 1, Duration.ofMinutes(5));
        bench.start(attached(), target("twin", with()));

        eventually(() -> assertThat(Stream.of("web", "twin").map(name -> bench.target(name).state().phase()))
                .containsExactlyInAnyOrder(Phase.RUNNING, Phase.WAITING));
    }

    @Test
    void a_runner_without_descriptors_goes_on_looking() {
        bench.world.blind = new java.io.UncheckedIOException(new java.io.IOException("no descriptors"));
        bench.start(attached());
        eventually(() -> assertThat(bench.world.blindLooks).hasPositiveValue());
        assertThat(bench.target("web").state().phase()).isEqualTo(Phase.STARTING);
        bench.world.somebodyStarts("web", 1, Duration.ofMinutes(5));

        bench.world.blind = null;
        bench.advance(Duration.ofSeconds(1));

        bench.reaches("web", Phase.RUNNING);
    }
}
