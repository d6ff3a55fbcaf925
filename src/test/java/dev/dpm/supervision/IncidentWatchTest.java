package dev.dpm.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.event.TargetEvent;
import dev.dpm.incident.Cause;
import dev.dpm.incident.EarlierLife;
import dev.dpm.incident.Finding;
import dev.dpm.incident.IncidentTrigger;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.LaunchFailure;
import dev.dpm.process.Phase;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetName;
import dev.dpm.testing.TargetSpecs;

class IncidentWatchTest {

    private static List<Cause> causes(Bench bench) {
        return bench.incidents.openings.stream().map(opening -> opening.finding().cause()).toList();
    }

    @Test
    void a_crash_is_opened_once_followed_and_closed_when_the_next_life_runs() {
        try (Bench bench = new Bench(false)) {
            bench.running(TargetSpecs.target("web", "restart_interval=0"));
            bench.world.crashes("web");
            bench.advanceUntil(() -> assertThat(bench.incidents.outcomes).containsKey("i1"));

            assertThat(causes(bench)).containsExactly(Cause.CRASH);
            assertThat(bench.incidents.events.get("i1")).containsSubsequence("TargetExited", "RestartScheduled",
                    "TargetStarted", "TargetRunning");
            assertThat(bench.incidents.outcomes.get("i1").exit()).contains(new ExitStatus.Code(1));
            assertThat(bench.incidents.outcomes.get("i1").next().orElseThrow().incarnation()).isEqualTo(2);
            assertThat(bench.incidents.recoveries).singleElement().asString().startsWith("web: is running");
        }
    }

    private static List<Long> livesBefore(Bench bench, int incident) {
        return bench.incidents.openings.get(incident).subject().earlier().stream().map(EarlierLife::incarnation)
                .toList();
    }

    @Test
    void the_lives_before_an_incident_are_those_before_its_own() {
        try (Bench bench = new Bench(false)) {
            bench.running(TargetSpecs.target("web", "restart_interval=0", "max_restarts=1"));
            bench.world.crashes("web");
            bench.advanceUntil(() -> assertThat(bench.journal.count(TargetEvent.TargetRunning.class)).isEqualTo(2));
            bench.world.crashes("web");
            bench.advanceUntil(() -> assertThat(bench.target("web").state().phase()).isEqualTo(Phase.FATAL));

            assertThat(causes(bench)).containsExactly(Cause.CRASH, Cause.CRASH, Cause.GAVE_UP);
            assertThat(livesBefore(bench, 0)).isEmpty();
            assertThat(livesBefore(bench, 1)).containsExactly(1L);
            assertThat(livesBefore(bench, 2)).containsExactly(1L);
        }
    }

    @Test
    void the_lives_before_a_breach_are_told_with_how_they_ended() {
        try (Bench bench = new Bench(false)) {
            bench.running(
                    TargetSpecs.target("web", "restart_interval=0", "memory_threshold=100", "monitor_interval=1"));
            Bench.answer(bench.supervisor.restart(new TargetName("web"), "by command"));
            bench.advanceUntil(() -> assertThat(bench.journal.count(TargetEvent.TargetRunning.class)).isEqualTo(2));
            bench.sampler.mebibytes.put("web", 200L);
            bench.advanceUntil(() -> assertThat(bench.incidents.openings).hasSize(1));

            assertThat(bench.incidents.openings.get(0).subject().earlier()).singleElement()
                    .satisfies(life -> assertThat(life.end()).endsWith(", as asked"));
        }
    }

    @Test
    void a_breach_is_looked_into_before_the_first_signal() {
        try (Bench bench = new Bench(false)) {
            List<String> signalledBefore = new CopyOnWriteArrayList<>();
            bench.incidents.atLook = id -> signalledBefore.addAll(bench.world.signals);
            bench.running(TargetSpecs.target("web", "memory_threshold=100", "monitor_interval=1"));
            bench.sampler.mebibytes.put("web", 200L);
            bench.advanceUntil(() -> assertThat(bench.world.signals).isNotEmpty());
            Bench.eventually(() -> assertThat(bench.incidents.looks).containsExactly("i1"));

            IncidentTrigger opening = bench.incidents.openings.get(0);
            assertThat(signalledBefore).isEmpty();
            assertThat(opening.finding().cause()).isEqualTo(Cause.MEMORY);
            assertThat(opening.acts()).isTrue();
            assertThat(opening.finding().rule().orElseThrow().words())
                    .isEqualTo("memory over 100.0 MiB in 2 consecutive samples");
            assertThat(opening.subject().samples()).hasSizeGreaterThanOrEqualTo(2).last()
                    .matches(sample -> sample.memoryBytes() == 200L << 20);
        }
    }

    @Test
    void a_breach_is_looked_into_before_the_stop_command_too() {
        try (Bench bench = new Bench(false)) {
            bench.running(TargetSpecs.target("web", "memory_threshold=100", "monitor_interval=1", "stop_command=true"));
            bench.sampler.mebibytes.put("web", 200L);
            bench.advanceUntil(() -> assertThat(bench.incidents.openings).hasSize(1));

            Bench.eventually(() -> assertThat(bench.incidents.looks).containsExactly("i1"));
        }
    }

    @Test
    void a_breach_that_is_only_noted_is_looked_into_without_being_waited_for_and_ends_by_itself() {
        try (Bench bench = new Bench(false)) {
            bench.running(TargetSpecs.target("web", "memory_threshold=100", "monitor_interval=1", "on_breach=none"));
            bench.sampler.mebibytes.put("web", 200L);
            bench.advanceUntil(() -> assertThat(bench.incidents.openings).hasSize(1));
            bench.sampler.mebibytes.put("web", 10L);
            bench.advanceUntil(() -> assertThat(bench.incidents.outcomes).containsKey("i1"));

            assertThat(bench.incidents.openings.get(0).acts()).isFalse();
            assertThat(bench.incidents.looks).isEmpty();
            assertThat(bench.world.signals).isEmpty();
        }
    }

    @Test
    void a_strangers_signal_a_failed_launch_and_the_end_of_the_budget_are_told_apart() {
        try (Bench bench = new Bench(false)) {
            bench.running(TargetSpecs.target("web", "restart_interval=0", "max_restarts=1"));
            bench.world.ends(bench.world.main("web"), new ExitStatus.Signaled(Signal.KILL));
            bench.advanceUntil(() -> assertThat(bench.target("web").state().phase()).isEqualTo(Phase.RUNNING));
            bench.world.failures.put(new TargetName("web"), new LaunchFailure("no such program", false, null));
            bench.world.crashes("web");
            bench.advanceUntil(() -> assertThat(bench.target("web").state().phase()).isEqualTo(Phase.FATAL));

            assertThat(causes(bench)).startsWith(Cause.SIGNAL, Cause.CRASH).endsWith(Cause.GAVE_UP);
            Bench.eventually(() -> assertThat(bench.incidents.outcomes).hasSize(bench.incidents.openings.size()));
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, TERM, true", "USR1, KILL, false"})
    void an_end_by_the_signal_that_a_person_had_sent_is_no_strangers(String sent, String ended, boolean isOurs) {
        try (Bench bench = new Bench(false)) {
            bench.world.stubborn.add(new TargetName("web"));
            bench.running(TargetSpecs.target("web"));
            Bench.answer(
                    bench.supervisor.signal(new TargetName("web"), Signal.parse(sent).orElseThrow(), "by command"));
            bench.world.ends(bench.world.main("web"), new ExitStatus.Signaled(Signal.parse(ended).orElseThrow()));
            Bench.eventually(() -> assertThat(bench.incidents.openings).hasSize(1));

            Finding finding = bench.incidents.openings.get(0).finding();
            assertThat(finding.cause()).isEqualTo(Cause.SIGNAL);
            assertThat(finding.words().contains("sent " + sent + " to process")).isEqualTo(isOurs);
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143, CRASH", "HUP, 1, CRASH"})
    void a_program_that_ends_itself_at_a_persons_signal_is_told_with_that_signal(String sent, int code, Cause cause) {
        try (Bench bench = new Bench(false)) {
            bench.world.stubborn.add(new TargetName("web"));
            bench.running(TargetSpecs.target("web"));
            Bench.answer(
                    bench.supervisor.signal(new TargetName("web"), Signal.parse(sent).orElseThrow(), "by command"));
            bench.world.ends(bench.world.main("web"), new ExitStatus.Code(code));
            Bench.eventually(() -> assertThat(bench.incidents.openings).hasSize(1));

            Finding finding = bench.incidents.openings.get(0).finding();
            assertThat(finding.cause()).isEqualTo(cause);
            assertThat(finding.words()).contains("sent " + sent + " to process", "by command");
        }
    }

    @Test
    void a_target_that_was_given_up_is_well_again_when_somebody_has_started_it() {
        try (Bench bench = new Bench(false)) {
            bench.running(TargetSpecs.target("web", "max_restarts=0"));
            bench.world.crashes("web");
            bench.reaches("web", Phase.FATAL);
            Bench.eventually(() -> assertThat(bench.incidents.outcomes).hasSize(2));
            assertThat(bench.incidents.recoveries).isEmpty();

            bench.running(TargetSpecs.target("web", "max_restarts=0"));

            Bench.eventually(() -> assertThat(bench.incidents.recoveries).singleElement().asString()
                    .startsWith("web: is running"));
        }
    }

    @Test
    void a_launch_that_fails_for_the_runners_own_lack_is_one_incident_however_often_it_is_tried() {
        try (Bench bench = new Bench(false)) {
            bench.world.failures.put(new TargetName("web"), new LaunchFailure("too many open files", true, null));
            bench.start(TargetSpecs.target("web"));
            bench.reaches("web", Phase.BACKOFF);
            int tried = bench.world.tries.get();
            bench.advanceUntil(() -> assertThat(bench.world.tries.get()).isGreaterThan(tried + 5));

            assertThat(causes(bench)).containsExactly(Cause.LAUNCH);
        }
    }

    @Test
    void what_a_person_stops_or_restarts_is_no_incident() {
        try (Bench bench = new Bench(false)) {
            bench.running(TargetSpecs.target("web"));
            Bench.answer(bench.supervisor.restart(new TargetName("web"), "by command"));
            bench.advanceUntil(() -> assertThat(bench.journal.count(TargetEvent.TargetRunning.class)).isEqualTo(2));
            Bench.answer(bench.supervisor.stop(new TargetName("web"), "by command"));
            bench.reaches("web", Phase.STOPPED);

            assertThat(bench.incidents.openings).isEmpty();
        }
    }
}
