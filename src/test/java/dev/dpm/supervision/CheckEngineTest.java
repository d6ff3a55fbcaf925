package dev.dpm.supervision;

import static dev.dpm.supervision.Bench.answer;
import static dev.dpm.supervision.Bench.eventually;
import static dev.dpm.testing.TargetSpecs.FILES;
import static dev.dpm.testing.TargetSpecs.target;
import static dev.dpm.testing.TargetSpecs.written;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.dpm.check.CheckOrder;
import dev.dpm.check.CheckResult;
import dev.dpm.config.TargetSpec;
import dev.dpm.event.Observation;
import dev.dpm.event.TargetEvent;
import dev.dpm.lifecycle.HealthPolicy;
import dev.dpm.lifecycle.Life;
import dev.dpm.process.CheckKind;
import dev.dpm.process.Health;
import dev.dpm.process.Phase;
import dev.dpm.process.RestartCause;
import dev.dpm.process.TargetName;
import dev.dpm.view.StatusView;
import dev.dpm.view.StoryView;
import dev.dpm.view.TargetView;
import dev.dpm.view.TargetViews;

/** Tests how the loop orders checks and judges their results. */
class CheckEngineTest {

    private static final String TCP = "tcp_check=127.0.0.1:80";
    private static final CheckResult REFUSED = CheckResult.failed("failed: Connection refused");

    private final Bench bench = new Bench(false);

    @AfterEach
    void end() {
        bench.prober.release.countDown();
        bench.close();
    }

    private static String[] checked(String... options) {
        return Stream.concat(Stream.of(TCP, "check_interval=2", "check_failures=2", "restart_interval=0",
                "memory_threshold=100", "max_restarts=-1", "monitor_interval=1"), Arrays.stream(options))
                .toArray(String[]::new);
    }

    /** Starts web and waits until it runs and its first check, one second after the launch, is judged. */
    private void running(String... options) {
        bench.running(target("web", checked(options)));
        taken(1);
    }

    /** Waits until this many checks of web are judged in all. */
    private void taken(long runs) {
        eventually(() -> assertThat(runs()).isEqualTo(runs));
        bench.settled();
    }

    /** Waits until the loop has every sample that was taken, so that the next one is due by the clock alone. */
    private void sampled() {
        eventually(() -> assertThat(bench.reported.get()).isEqualTo(bench.sampler.looks.get()));
        bench.settled();
    }

    private long runs() {
        return bench.target("web").checks().values().stream().flatMap(counts -> counts.values().stream())
                .mapToLong(Long::longValue).sum();
    }

    /** Lets the next check have this result, and waits until it is judged. */
    private void check(CheckResult result) {
        bench.prober.results.put(CheckKind.TCP, result);
        long before = runs();
        bench.advance(Duration.ofSeconds(2));
        taken(before + 1);
    }

    private boolean isUp() {
        TargetSnapshot web = bench.target("web");
        return HealthPolicy.of(web.state(), web.spec(), bench.clock.get()) == Health.UP;
    }

    @Test
    void enough_failures_in_a_row_restart_it_with_the_reason_and_the_next_life_starts_clean() {
        running();

        check(REFUSED);
        assertThat(bench.world.launchesOf("web")).as("one failure does not kill").isEqualTo(1);
        check(CheckResult.passed("accepted the connection"));
        check(REFUSED);
        assertThat(bench.world.launchesOf("web")).as("nor one after a success").isEqualTo(1);
        check(REFUSED);

        eventually(() -> assertThat(bench.world.launchesOf("web")).isEqualTo(2));
        assertThat(bench.journal.messages(Observation.CheckFailed.class)).containsExactly(
                "tcp check 127.0.0.1:80 failed: Connection refused in 2 of 2 checks: restarting");
        eventually(() -> assertThat(bench.journal.messages(TargetEvent.RestartScheduled.class))
                .anyMatch(message -> message.startsWith(
                        "tcp check 127.0.0.1:80 failed: Connection refused in 2 of 2 checks; restarting in 0 s")));
        eventually(() -> assertThat(bench.target("web").state().ledger().restarts())
                .containsEntry(RestartCause.TCP_CHECK, 1L));
        eventually(() -> assertThat(bench.world.isWatched(bench.world.main("web"))).isTrue());
        bench.settled();
        check(REFUSED);
        assertThat(bench.world.launchesOf("web")).as("the count of the life before is gone").isEqualTo(2);
    }

    @Test
    void the_first_failure_of_a_run_is_told_and_every_face_has_a_word_for_it() {
        running();
        assertThat(view().story()).isEqualTo(new StoryView(view().story().stateSince(), Optional.empty(), false,
                Optional.empty(), Optional.empty(), false, Optional.empty()));

        check(REFUSED);

        assertThat(bench.journal.messages(Observation.CheckFaltered.class)).containsExactly(
                "tcp check 127.0.0.1:80 failed: Connection refused: check 1 of 2 failed");
        assertThat(view().story().failingCheck()).contains("check 1 of 2 failed");
        assertThat(view().story().failingCheckSince()).isPresent();
        assertThat(StatusView.isInTrouble(view())).as("nothing is done yet").isFalse();

        check(CheckResult.passed("accepted the connection"));
        assertThat(view().story().failingCheck()).isEmpty();
        check(REFUSED);
        assertThat(bench.journal.count(Observation.CheckFaltered.class)).as("another run").isEqualTo(2);
    }

    private TargetView view() {
        return TargetViews.of(bench.target("web"), bench.clock.get(), Instant.EPOCH);
    }

    @Test
    void line_8_unknown_neither_counts_nor_clears() {
        running();
        CheckResult starved = CheckResult.unknown("did not answer within 1 s while the machine starves");

        check(REFUSED);
        IntStream.range(0, 4).forEach(i -> check(starved));
        assertThat(bench.journal.count(Observation.CheckFailed.class)).isZero();
        check(REFUSED);

        assertThat(bench.journal.count(Observation.CheckFailed.class)).isEqualTo(1);
        assertThat(bench.target("web").checks().get(CheckKind.TCP)).containsEntry(CheckResult.Outcome.UNKNOWN, 4L);
    }

    /** Only a target that is ready by its checks is held back: the checks of others may ask another program on purpose. */
    @Test
    void every_program_may_answer_the_checks_of_a_target_that_is_ready_without_them() {
        CheckResult foreign = CheckResult.unknown("says nothing: port 80 is answered by process 7 (nginx)");
        bench.prober.results.put(CheckKind.TCP, foreign);
        running();
        for (int i = 0; i < 2; i++) {
            check(foreign);
        }

        assertThat(bench.prober.asked).extracting(order -> order.listener().required())
                .as("1 s, 3 s and 5 s after the launch").containsExactly(false, false, false);
        assertThat(bench.prober.asked).allSatisfy(order -> assertThat(order.listener().main())
                .hasValue(bench.world.main("web")));

        check(CheckResult.passed("accepted the connection"));
        check(CheckResult.passed("accepted the connection"));
        assertThat(bench.prober.asked.get(4).listener()).as("after a pass").isEqualTo(CheckOrder.Listener.ANY);
    }

    @Test
    void line_5_nothing_is_judged_during_start_grace_and_checks_run_all_the_same() {
        running("start_grace=9");

        IntStream.range(0, 3).forEach(i -> check(REFUSED));
        assertThat(bench.journal.count(Observation.CheckFailed.class)).isZero();
        assertThat(bench.prober.asked("web")).isEqualTo(4);
        IntStream.range(0, 2).forEach(i -> check(REFUSED));

        assertThat(bench.journal.count(Observation.CheckFailed.class)).isEqualTo(1);
    }

    @Test
    void line_5_nothing_is_checked_in_backoff_and_stopping() {
        bench.world.stubborn.add(new TargetName("web"));
        running("stop_grace=30");
        check(REFUSED);
        check(REFUSED);
        bench.reaches("web", Phase.STOPPING);
        long asked = bench.prober.asked("web");

        IntStream.range(0, 10).forEach(i -> {
            bench.advance(Duration.ofSeconds(2));
            bench.settled();
        });

        assertThat(bench.prober.asked("web")).isEqualTo(asked);
        assertThat(bench.journal.count(Observation.CheckFailed.class)).isEqualTo(1);
    }

    @Test
    void line_6_a_check_and_a_threshold_never_act_both_on_one_incarnation() {
        bench.world.stubborn.add(new TargetName("web"));
        running("stop_grace=30", "breach_samples=1");
        bench.prober.hanging.add("web");
        bench.advance(Duration.ofSeconds(2));
        eventually(() -> assertThat(bench.prober.underWay.get()).isEqualTo(1));
        bench.prober.results.put(CheckKind.TCP, REFUSED);
        sampled();
        bench.sampler.mebibytes.put("web", 200L);
        bench.advance(Duration.ofSeconds(1));
        bench.reaches("web", Phase.STOPPING);

        bench.prober.release.countDown();
        taken(2);

        assertThat(bench.journal.count(Observation.CheckFailed.class)).isZero();
        assertThat(bench.world.signals).containsExactly("TERM 101");
    }

    @Test
    void line_6_no_second_signal_while_what_the_first_was_for_lasts() {
        running("on_breach=signal:USR1", "breach_samples=1");
        check(REFUSED);
        check(REFUSED);
        eventually(() -> assertThat(bench.world.signals).containsExactly("USR1 101"));

        sampled();
        bench.sampler.mebibytes.put("web", 200L);
        bench.advance(Duration.ofSeconds(1));
        eventually(() -> assertThat(bench.journal.messages(Observation.ThresholdBreached.class)).hasSize(1).first()
                .asString()
                .endsWith("a signal was sent already, for what still lasts"));
        bench.settled();

        assertThat(bench.world.signals).containsExactly("USR1 101");
    }

    @Test
    void line_11_health_turns_up_again_after_as_many_good_checks_as_made_the_failure() {
        running("on_breach=unhealthy");

        check(REFUSED);
        assertThat(isUp()).isTrue();
        check(REFUSED);
        assertThat(isUp()).isFalse();
        check(CheckResult.passed("accepted the connection"));
        assertThat(isUp()).isFalse();
        check(CheckResult.passed("accepted the connection"));

        assertThat(isUp()).isTrue();
        assertThat(bench.world.signals).isEmpty();
        assertThat(bench.journal.messages(Observation.CheckRecovered.class))
                .containsExactly("tcp check 127.0.0.1:80 accepted the connection in 2 of 2 checks");
    }

    @Test
    void line_12_a_dry_run_records_what_it_would_have_done() {
        running("on_breach=none");

        IntStream.range(0, 4).forEach(i -> check(REFUSED));

        assertThat(bench.journal.messages(Observation.CheckFailed.class)).containsExactly(
                "tcp check 127.0.0.1:80 failed: Connection refused in 2 of 2 checks: would restart (on_breach none)");
        assertThat(bench.world.signals).isEmpty();
        assertThat(isUp()).isTrue();
    }

    @Test
    void a_check_that_hangs_is_never_in_flight_twice_and_slows_neither_samples_nor_other_targets() {
        bench.prober.hanging.add("web");
        bench.running(target("web", checked()), target("other", checked()));
        eventually(() -> assertThat(bench.prober.underWay.get()).isEqualTo(1));
        eventually(() -> assertThat(bench.reported.get()).isEqualTo(bench.sampler.looks.get()));
        int samples = bench.reported.get();

        for (int i = 1; i <= 5; i++) {
            int round = i;
            bench.advance(Duration.ofSeconds(2));
            eventually(() -> assertThat(bench.prober.asked("other")).isGreaterThan(round));
            // the samples are handled, not only taken: the loop plans the next sample when it has heard of this one
            eventually(() -> assertThat(bench.reported.get()).isGreaterThanOrEqualTo(samples + 2 * round));
            bench.settled();
        }

        assertThat(bench.prober.asked("web")).isEqualTo(1);
    }

    @Test
    void a_result_of_an_earlier_life_is_dropped() {
        running("check_failures=1");
        bench.prober.results.put(CheckKind.TCP, REFUSED);
        bench.prober.hanging.add("web");
        bench.advance(Duration.ofSeconds(2));
        eventually(() -> assertThat(bench.prober.underWay.get()).isEqualTo(1));
        bench.world.crashes("web");
        eventually(() -> assertThat(bench.world.launchesOf("web")).isEqualTo(2));

        bench.prober.release.countDown();
        taken(2);

        assertThat(bench.journal.count(Observation.CheckFailed.class)).isZero();
    }

    @Test
    void a_probe_that_breaks_its_promise_says_nothing_about_the_target() {
        running("check_failures=1");
        bench.prober.broken = true;

        check(REFUSED);

        assertThat(bench.target("web").checks().get(CheckKind.TCP)).containsEntry(CheckResult.Outcome.UNKNOWN, 1L);
        assertThat(bench.target("web").state().phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void each_kind_is_asked_and_an_exec_check_is_launched_as_the_target_is() {
        bench.running(target("web", checked("http_check=http://127.0.0.1/", "exec_check=true")));
        taken(3);

        assertThat(bench.prober.asked).extracting(order -> order.spec().kind())
                .containsExactlyInAnyOrder(CheckKind.HTTP, CheckKind.TCP, CheckKind.EXEC);
        CheckOrder exec = bench.prober.asked.stream().filter(order -> order.spec().kind() == CheckKind.EXEC)
                .findFirst().orElseThrow();
        assertThat(exec.shell("true").command()).containsExactly("/bin/sh", "-c", "true");
        assertThat(exec.shell("true").umask()).isEqualTo(bench.world.launches.get(0).umask());
        assertThat(exec.shell("true").incarnation()).isEqualTo(bench.world.launches.get(0).incarnation());
    }

    @Test
    void frequent_checks_of_a_target_that_is_starting_keep_no_sample_from_being_taken() {
        bench.start(target("web", checked("start_seconds=60", "monitor_interval=5", "check_interval=1")));
        eventually(() -> assertThat(bench.target("web").state().life().flatMap(Life::main)).isPresent());

        for (int second = 1; second <= 12; second++) {
            bench.advance(Duration.ofSeconds(1));
            taken(second);
        }

        eventually(() -> assertThat(bench.sampler.looks.get()).isEqualTo(2));
    }

    @Test
    void a_reload_brings_other_checks_into_force_at_once_without_a_restart() {
        TargetSpec before = written("web", checked("check_interval=600", "on_breach=unhealthy", "check_failures=1"));
        bench.running(before);
        taken(1);
        bench.prober.results.put(CheckKind.EXEC, CheckResult.failed("ended with exit code 1"));

        answer(bench.supervisor.reload(FILES, List.of(written("web", "exec_check=false", "check_interval=1",
                "on_breach=unhealthy", "check_failures=1"))));
        taken(2);

        assertThat(isUp()).isFalse();
        assertThat(bench.world.launchesOf("web")).isEqualTo(1);
        answer(bench.supervisor.reload(FILES, List.of(written("web", "on_breach=unhealthy"))));
        assertThat(isUp()).as("what is no longer asked does not count").isTrue();
    }
}
