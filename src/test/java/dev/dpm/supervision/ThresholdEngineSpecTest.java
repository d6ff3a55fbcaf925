package dev.dpm.supervision;

import static dev.dpm.supervision.Bench.answer;
import static dev.dpm.supervision.Bench.eventually;
import static dev.dpm.testing.TargetSpecs.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import dev.dpm.config.ChangeRequest;
import dev.dpm.config.TargetSpec;
import dev.dpm.event.Observation;
import dev.dpm.event.TargetEvent;
import dev.dpm.lifecycle.HealthPolicy;
import dev.dpm.process.Health;
import dev.dpm.process.Incarnation;
import dev.dpm.process.Phase;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.TargetName;
import dev.dpm.sampling.Sample;
import dev.dpm.sampling.Usage;

/**
 * The requirements of the threshold engine, one test for each; each is a bug that a known supervisor had. Requirement 8
 * (a check that times out while the machine starves) belongs to the checks.
 */
class ThresholdEngineSpecTest {

    private static final TargetName WEB = new TargetName("web");
    private static final long OVER = 200;
    private static final long GOOD = 1;

    @AutoClose
    private final Bench bench = new Bench(false);

    private static TargetSpec limited(String... options) {
        String[] all = Stream.concat(Stream.of("memory_threshold=100",
                "cpu_threshold=80", "monitor_interval=1", "restart_interval=0", "max_restarts=-1"),
                Stream.of(options)).toArray(String[]::new);
        return target("web", all);
    }

    /** Starts the target and waits until its first sample, with little memory, is judged. */
    private void running(TargetSpec spec) {
        bench.running(spec);
        eventually(() -> assertThat(bench.reported.get()).isEqualTo(1));
        bench.settled();
    }

    /** Takes one sample of this size, and waits until it is judged. */
    private void sample(long mebibytes) {
        bench.sampler.mebibytes.put("web", mebibytes);
        int looks = bench.sampler.looks.get();
        bench.advance(Duration.ofSeconds(1));
        eventually(() -> assertThat(bench.sampler.looks.get()).isGreaterThan(looks));
        eventually(() -> assertThat(bench.reported.get() + bench.target("web").missedSamples())
                .isEqualTo(bench.sampler.looks.get()));
        bench.settled();
    }

    private void samples(long mebibytes, int times) {
        for (int i = 0; i < times; i++) {
            sample(mebibytes);
        }
    }

    private long breaches() {
        return bench.journal.count(Observation.ThresholdBreached.class);
    }

    private boolean isUp() {
        TargetSnapshot web = bench.target("web");
        return HealthPolicy.of(web.state(), web.spec(), bench.clock.get()) == Health.UP;
    }

    @Test
    void line_1_counters_belong_to_an_incarnation_and_fire_again_after_a_restart() {
        running(limited("breach_samples=2"));

        for (int life = 2; life <= 4; life++) {
            long lives = life;
            sample(OVER);
            assertThat(breaches()).as("one sample of a new life is no breach").isEqualTo(life - 2);
            sample(OVER);
            eventually(() -> assertThat(bench.world.launchesOf("web")).isEqualTo(lives));
            eventually(() -> assertThat(bench.world.isWatched(bench.world.main("web"))).isTrue());
            bench.settled();
        }
    }

    @Test
    void line_2_a_missed_sample_neither_counts_nor_clears_and_is_counted_apart() {
        running(limited("breach_samples=2"));
        sample(OVER);

        bench.sampler.blind = true;
        samples(OVER, 3);
        assertThat(breaches()).isZero();
        assertThat(bench.target("web").missedSamples()).isEqualTo(3);
        bench.sampler.blind = false;
        sample(OVER);

        assertThat(breaches()).isEqualTo(1);
    }

    @Test
    void line_3_the_cpu_of_the_whole_tree_is_what_counts_each_tick_once() {
        Sample earlier = new Sample(Duration.ofSeconds(10), Duration.ofMillis(500), 1, 3);
        Sample later = new Sample(Duration.ofSeconds(15), Duration.ofMillis(7660), 1, 1);

        assertThat(Usage.between(earlier, later).cpuPercent()).hasValue(143.2);
        assertThat(Usage.first(later).cpuPercent()).as("one look says nothing about a rate").isEmpty();
    }

    @Test
    void line_4_one_spike_does_not_kill() {
        running(limited("breach_samples=3"));

        for (int i = 0; i < 5; i++) {
            samples(OVER, 2);
            sample(GOOD);
        }

        assertThat(breaches()).isZero();
        assertThat(bench.world.signals).isEmpty();
        assertThat(bench.target("web").state().life().orElseThrow().number()).isEqualTo(1);
    }

    @Test
    void line_5_nothing_is_judged_during_start_grace() {
        running(limited("breach_samples=1", "start_grace=6"));

        samples(OVER, 4);
        assertThat(breaches()).as("when it was 5 s old").isZero();
        // only one more sample, since the following ones belong to the next incarnation
        sample(OVER);

        assertThat(breaches()).isEqualTo(1);
    }

    @Test
    void line_5_nothing_is_sampled_or_judged_in_backoff_and_stopping() {
        bench.world.stubborn.add(WEB);
        running(limited("breach_samples=1", "stop_grace=30"));
        sample(OVER);
        bench.reaches("web", Phase.STOPPING);
        int looks = bench.sampler.looks.get();

        for (int i = 0; i < 10; i++) {
            bench.advance(Duration.ofSeconds(1));
            bench.settled();
        }

        assertThat(bench.sampler.looks.get()).isEqualTo(looks);
        assertThat(breaches()).isEqualTo(1);
        assertThat(bench.target("web").state().phase()).isEqualTo(Phase.STOPPING);
    }

    @Test
    void line_6_two_thresholds_never_act_twice_on_one_incarnation() {
        bench.sampler.busy = true;
        running(limited("breach_samples=1"));

        sample(OVER);
        eventually(() -> assertThat(bench.world.launchesOf("web")).isEqualTo(2));

        assertThat(bench.journal.messages(Observation.ThresholdBreached.class))
                .containsExactly("cpu 100.0 % of one core > 80.0 % in 1 of 1 sample: restarting");
        assertThat(bench.world.signals).containsExactly("TERM 101");
        assertThat(bench.journal.count(TargetEvent.RestartScheduled.class)).isEqualTo(1);
    }

    @Test
    void line_6_a_signal_is_sent_once_for_a_breach_however_long_it_lasts() {
        running(limited("breach_samples=2", "on_breach=signal:USR1"));

        samples(OVER, 6);
        assertThat(bench.world.signals).containsExactly("USR1 101");
        samples(GOOD, 2);
        samples(OVER, 2);

        eventually(() -> assertThat(bench.world.signals).containsExactly("USR1 101", "USR1 101"));
    }

    @Test
    void line_7_every_message_names_figures_units_limit_and_samples() {
        running(limited("breach_samples=2"));

        samples(OVER, 2);

        assertThat(bench.journal.messages(Observation.ThresholdBreached.class))
                .containsExactly("memory 200.0 MiB > 100.0 MiB in 2 of 2 samples: restarting");
        eventually(() -> assertThat(bench.journal.messages(TargetEvent.RestartScheduled.class)).containsExactly(
                "memory 200.0 MiB > 100.0 MiB in 2 of 2 samples; restarting in 0 s, attempt 1"));
    }

    @Test
    void line_9_only_the_monotonic_clock_makes_anything_due() {
        running(limited("breach_samples=1", "restart_interval=5"));
        bench.world.crashes("web");
        bench.reaches("web", Phase.BACKOFF);
        int looks = bench.sampler.looks.get();

        for (int i = 0; i < 100; i++) {
            bench.settled();
        }
        assertThat(bench.world.launchesOf("web")).isEqualTo(1);
        assertThat(bench.sampler.looks.get()).isEqualTo(looks);
        bench.advance(Duration.ofSeconds(5));

        eventually(() -> assertThat(bench.world.launchesOf("web")).isEqualTo(2));
    }

    @Test
    void line_10_a_signal_goes_to_an_identity_never_to_a_pid_that_somebody_else_bears_now() {
        running(limited());
        ProcessIdentity main = bench.world.main("web");
        ProcessIdentity stranger = bench.world.takesOver(main, new Incarnation(new TargetName("stranger"), 1));

        answer(bench.supervisor.stop(WEB, "by command"));
        bench.advanceUntil(() -> assertThat(bench.target("web").state().phase()).isEqualTo(Phase.STOPPED));

        assertThat(stranger.pid()).isEqualTo(main.pid());
        assertThat(bench.world.isAlive(stranger)).isTrue();
    }

    @Test
    void line_11_health_turns_up_again_after_as_many_good_samples_as_made_the_breach() {
        running(limited("breach_samples=2", "on_breach=unhealthy"));

        samples(OVER, 2);
        assertThat(isUp()).isFalse();
        sample(GOOD);
        assertThat(isUp()).isFalse();
        sample(GOOD);

        assertThat(isUp()).isTrue();
        assertThat(bench.world.signals).isEmpty();
        assertThat(bench.journal.messages(Observation.ThresholdRecovered.class))
                .containsExactly("memory 1.0 MiB <= 100.0 MiB in 2 of 2 samples");
    }

    @Test
    void line_12_a_dry_run_records_what_it_would_have_done_and_does_nothing() {
        running(limited("breach_samples=2", "on_breach=none"));

        samples(OVER, 5);

        assertThat(bench.journal.messages(Observation.ThresholdBreached.class)).isEqualTo(List.of(
                "memory 200.0 MiB > 100.0 MiB in 2 of 2 samples: would restart (on_breach none)"));
        assertThat(bench.world.signals).isEmpty();
        assertThat(isUp()).isTrue();
    }

    @Test
    void a_breach_that_lasts_is_answered_anew_where_its_answer_changed() {
        running(limited("breach_samples=2", "on_breach=none"));
        samples(OVER, 3);
        assertThat(breaches()).isEqualTo(1);

        Bench.answer(bench.supervisor.change(WEB, ChangeRequest.of(Map.of("on_breach", "restart"), "console")));
        samples(OVER, 2);

        eventually(() -> assertThat(bench.world.launchesOf("web")).isEqualTo(2));
    }

    @Test
    void a_breach_that_lasts_is_not_forgotten_where_something_else_changed() {
        running(limited("breach_samples=2", "on_breach=unhealthy"));
        samples(OVER, 2);

        Bench.answer(bench.supervisor.change(WEB, ChangeRequest.of(Map.of("restart_window", "60"), "console")));

        assertThat(isUp()).isFalse();
    }

    @Test
    void what_was_given_up_and_left_is_judged_anew_with_its_fresh_budget() {
        running(limited("breach_samples=2", "max_restarts=0", "on_exhausted=leave"));
        samples(OVER, 2);
        assertThat(bench.target("web").state().ledger().givenUp()).isTrue();

        Bench.answer(bench.supervisor.change(WEB, ChangeRequest.of(Map.of("restart_window", "60"), "console")));
        samples(OVER, 2);

        assertThat(bench.target("web").state().ledger().givenUp()).as("it breaches still").isTrue();
        assertThat(breaches()).isEqualTo(2);
    }
}
