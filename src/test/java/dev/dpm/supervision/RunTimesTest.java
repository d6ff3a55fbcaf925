package dev.dpm.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import dev.dpm.config.ChangeRequest;
import dev.dpm.config.TargetSpec;
import dev.dpm.event.CommandResult;
import dev.dpm.event.CommandResult.Outcome;
import dev.dpm.event.TargetEvent;
import dev.dpm.lifecycle.Life;
import dev.dpm.lifecycle.Scheduled;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.LaunchFailure;
import dev.dpm.process.Phase;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.TargetName;
import dev.dpm.process.WallTime;
import dev.dpm.testing.TargetSpecs;

/** Tests targets that the loop runs by the clock. It is 01:00 when each test begins. */
class RunTimesTest {

    private static final TargetName JOB = new TargetName("job");

    @AutoClose
    private Bench bench = new Bench(false);

    private static TargetSpec job(String... more) {
        String[] settings = new String[more.length + 2];
        settings[0] = "schedule=0 3 * * *";
        settings[1] = "timezone=UTC";
        System.arraycopy(more, 0, settings, 2, more.length);
        return TargetSpecs.target("job", settings);
    }

    private void waitsFor(String next) {
        Bench.eventually(() -> {
            assertThat(bench.target("job").state()).isInstanceOf(Scheduled.class);
            assertThat(bench.target("job").nextRun()).contains(WallTime.of(Instant.parse(next)));
        });
    }

    private long launched() {
        return bench.target("job").state().ledger().incarnation();
    }

    private ProcessIdentity main() {
        Bench.eventually(() -> assertThat(bench.target("job").state().life().flatMap(Life::main)).isPresent());
        return bench.target("job").state().life().flatMap(Life::main).orElseThrow();
    }

    /** Advances the wall clock and the runner's monotonic clock by the same time. */
    private void pass(Duration by) {
        bench.wallJumps(by);
        bench.advance(by);
    }

    private void ends(int code) {
        bench.world.ends(main(), new ExitStatus.Code(code));
    }

    @Test
    void a_run_comes_at_its_time_and_its_end_is_a_rest_until_the_next() {
        assertThat(bench.start(job()).sentence()).contains("job runs by its schedule");
        waitsFor("2026-11-30T03:00:00Z");
        assertThat(launched()).isZero();

        pass(Duration.ofHours(2));
        ends(4);

        waitsFor("2026-12-01T03:00:00Z");
        assertThat(launched()).isEqualTo(1);
        assertThat(bench.target("job").state().ledger().failed()).isTrue();
        assertThat(bench.target("job").state().ledger().reason()).isEqualTo("ended with exit code 4");
        assertThat(bench.target("job").wanted()).isTrue();
        assertThat(bench.target("job").state().ledger().restartsTotal()).isZero();

        pass(Duration.ofHours(24));
        ends(0);
        waitsFor("2026-12-02T03:00:00Z");
        assertThat(launched()).isEqualTo(2);
        assertThat(bench.target("job").state().ledger().failed()).isFalse();
    }

    @Test
    void start_by_name_runs_it_at_once_and_stop_ends_its_schedule() {
        bench.start(job());
        waitsFor("2026-11-30T03:00:00Z");

        CommandResult started = Bench.answer(bench.supervisor.start(JOB, "by command"));
        assertThat(started.outcome()).isEqualTo(Outcome.DONE);
        assertThat(started.started()).singleElement().extracting(CommandResult.Started::incarnation).isEqualTo(1L);
        ends(0);
        waitsFor("2026-11-30T03:00:00Z");

        Bench.answer(bench.supervisor.stop(JOB, "by command"));
        pass(Duration.ofHours(30));
        bench.settled();
        assertThat(bench.target("job").state().phase()).isEqualTo(Phase.STOPPED);
        assertThat(launched()).isEqualTo(1);
    }

    @Test
    void of_a_run_that_lasts_there_is_no_second_copy() {
        bench.start(job("schedule=0 * * * *"));
        waitsFor("2026-11-30T02:00:00Z");
        pass(Duration.ofHours(1));
        ProcessIdentity first = main();

        pass(Duration.ofHours(1));
        Bench.eventually(() -> assertThat(bench.journal.messages(TargetEvent.RunMissed.class)).singleElement()
                .asString()
                .contains("missed a run due at 2026-11-30 03:00 UTC by its schedule: the last run still lasts"));
        assertThat(main()).isEqualTo(first);

        ends(0);
        waitsFor("2026-11-30T04:00:00Z");
    }

    @Test
    void a_queued_run_follows_the_last_one_and_several_are_one() {
        bench.start(job("schedule=0 * * * *", "schedule_overlap=queue"));
        waitsFor("2026-11-30T02:00:00Z");
        pass(Duration.ofHours(1));
        main();
        for (int i = 0; i < 2; i++) {
            pass(Duration.ofHours(1));
            bench.settled();
        }
        assertThat(launched()).isEqualTo(1);

        ends(0);
        Bench.eventually(() -> assertThat(launched()).isEqualTo(2));
        ends(0);
        waitsFor("2026-11-30T05:00:00Z");
        assertThat(launched()).isEqualTo(2);
    }

    @Test
    void a_run_that_is_due_ends_the_last_one_where_it_shall() {
        bench.start(job("schedule=0 * * * *", "schedule_overlap=kill"));
        waitsFor("2026-11-30T02:00:00Z");
        pass(Duration.ofHours(1));
        ProcessIdentity first = main();

        pass(Duration.ofHours(1));
        Bench.eventually(() -> assertThat(launched()).isEqualTo(2));
        assertThat(main()).isNotEqualTo(first);
    }

    @Test
    void a_jump_of_the_clock_over_the_time_misses_the_run() {
        bench.start(job());
        waitsFor("2026-11-30T03:00:00Z");

        bench.wallJumps(Duration.ofHours(12));
        bench.advance(Duration.ofSeconds(5));

        waitsFor("2026-12-01T03:00:00Z");
        assertThat(launched()).isZero();
        assertThat(bench.journal.messages(TargetEvent.RunMissed.class)).hasSize(1);
    }

    @Test
    void what_a_sleep_of_the_machine_missed_is_made_up_for_once() {
        bench.start(job("schedule_missed=once"));
        waitsFor("2026-11-30T03:00:00Z");

        bench.wallJumps(Duration.ofDays(3));
        bench.advance(Duration.ofSeconds(5));
        ends(0);

        waitsFor("2026-12-03T03:00:00Z");
        assertThat(launched()).isEqualTo(1);
    }

    @Test
    void a_clock_that_is_put_back_runs_nothing_twice_and_one_that_was_wrong_is_forgotten() {
        bench.start(job());
        waitsFor("2026-11-30T03:00:00Z");
        pass(Duration.ofHours(2));
        ends(0);
        waitsFor("2026-12-01T03:00:00Z");

        bench.wallJumps(Duration.ofHours(-2));
        pass(Duration.ofHours(2));
        waitsFor("2026-12-01T03:00:00Z");
        assertThat(launched()).isEqualTo(1);

        bench.wallJumps(Duration.ofDays(-30));
        bench.advance(Duration.ofSeconds(5));
        waitsFor("2026-11-01T03:00:00Z");
    }

    @Test
    void the_next_runner_keeps_the_schedule_and_sees_what_was_missed() {
        bench.start(job("schedule_missed=once"));
        waitsFor("2026-11-30T03:00:00Z");
        Bench.eventually(() -> assertThat(bench.memory.get(JOB).ranUntil()).isPresent());
        bench.close();

        Bench next = new Bench(false, bench.world, bench.memory);
        next.wallJumps(Duration.ofHours(9));
        bench = next;
        Bench.answer(next.supervisor.restore(List.copyOf(next.memory.values()), true));
        ends(0);

        waitsFor("2026-12-01T03:00:00Z");
        assertThat(launched()).isEqualTo(1);
    }

    @Test
    void the_next_runner_does_not_run_what_is_not_due() {
        bench.start(job("schedule_missed=once"));
        waitsFor("2026-11-30T03:00:00Z");
        Bench.eventually(() -> assertThat(bench.memory.get(JOB).ranUntil()).isPresent());
        bench.close();

        bench = new Bench(false, bench.world, bench.memory);
        CommandResult restored = Bench.answer(
                bench.supervisor.restore(List.copyOf(bench.memory.values()), true));

        waitsFor("2026-11-30T03:00:00Z");
        assertThat(restored.started()).isEmpty();
        assertThat(launched()).isZero();
    }

    @Test
    void restart_schedule_launches_a_running_target_anew() {
        bench.running(TargetSpecs.target("job", "restart_schedule=0 3 * * *", "timezone=UTC"));
        assertThat(bench.target("job").nextRun()).isEqualTo(Optional.of(WallTime.of(
                Instant.parse("2026-11-30T03:00:00Z"))));
        ProcessIdentity first = main();

        pass(Duration.ofHours(2));
        Bench.eventually(() -> assertThat(launched()).isEqualTo(2));
        assertThat(main()).isNotEqualTo(first);
        assertThat(bench.target("job").state().ledger().restarts().toString()).contains("RESTART_SCHEDULE=1");
        assertThat(bench.target("job").state().ledger().budget().spentAt()).isEmpty();
    }

    private void instances(String... settings) {
        String[] all = Arrays.copyOf(settings, settings.length + 1);
        all[settings.length] = "instances=3";
        bench.running(TargetSpecs.target("web-0", all), TargetSpecs.target("web-1", all),
                TargetSpecs.target("web-2", all));
    }

    private String launches() {
        return List.of("web-0", "web-1", "web-2").stream()
                .map(name -> Long.toString(bench.target(name).state().ledger().incarnation()))
                .collect(Collectors.joining(" "));
    }

    /**
     * Expects that the instances are launched anew one after the other. Each launch takes a second until the instance
     * is RUNNING, and only then the next one begins.
     */
    private void oneAfterTheOther() {
        Bench.eventually(() -> assertThat(launches()).isEqualTo("2 1 1"));
        comesUp("web-0");
        Bench.eventually(() -> assertThat(launches()).isEqualTo("2 2 1"));
        comesUp("web-1");
        Bench.eventually(() -> assertThat(launches()).isEqualTo("2 2 2"));
        comesUp("web-2");
    }

    private void comesUp(String name) {
        Bench.eventually(() -> assertThat(bench.target(name).state().life().flatMap(Life::main)).isPresent());
        pass(Duration.ofSeconds(1));
        bench.reaches(name, Phase.RUNNING);
    }

    @Test
    void restart_schedule_launches_instances_anew_one_after_the_other() {
        instances("restart_schedule=0 3 * * *", "timezone=UTC");

        pass(Duration.ofHours(2));

        oneAfterTheOther();
        assertThat(bench.target("web-2").state().ledger().restarts().toString()).contains("RESTART_SCHEDULE=1");
        assertThat(bench.target("web-2").state().ledger().budget().spentAt()).isEmpty();
    }

    @Test
    void max_runtime_launches_instances_anew_one_after_the_other() {
        instances("max_runtime=1h");

        pass(Duration.ofMinutes(61));

        oneAfterTheOther();
        assertThat(bench.target("web-2").state().ledger().restarts().toString()).contains("MAX_RUNTIME=1");
        assertThat(bench.target("web-2").state().ledger().reason()).contains("as long as max_runtime allows");
    }

    @Test
    void an_instance_that_does_not_come_up_again_keeps_the_others_from_being_launched_anew() {
        instances("max_runtime=1h", "restart=never");
        bench.world.failures.put(new TargetName("web-0"), new LaunchFailure("no such program", false, null));

        pass(Duration.ofMinutes(61));

        bench.reaches("web-0", Phase.FATAL);
        pass(Duration.ofMinutes(5));
        bench.settled();
        assertThat(launches()).isEqualTo("2 1 1");
        assertThat(bench.target("web-1").state().phase()).isEqualTo(Phase.RUNNING);

        Bench.answer(bench.supervisor.stop(new TargetName("web-0"), "by command"));
        bench.advance(Duration.ofSeconds(1));
        // the second may pass before or after the launch of web-1, which then is RUNNING already, so that web-2 follows
        Bench.eventually(() -> assertThat(launches()).startsWith("2 2 "));
    }

    @Test
    void a_target_that_lost_its_schedule_runs_all_the_time() {
        bench.start(job());
        waitsFor("2026-11-30T03:00:00Z");

        Bench.answer(bench.supervisor.change(JOB, ChangeRequest.of(Map.of("schedule", "off"), "api")));

        Bench.eventually(() -> assertThat(launched()).isEqualTo(1));
    }
}
