package dev.dpm.supervision;

import static dev.dpm.supervision.Bench.eventually;
import static dev.dpm.testing.TargetSpecs.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import dev.dpm.event.Observation;
import dev.dpm.event.TargetEvent;
import dev.dpm.process.CgroupLimits;
import dev.dpm.process.CgroupUse;
import dev.dpm.process.Incarnation;
import dev.dpm.process.Phase;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Resource;
import dev.dpm.process.RestartCause;
import dev.dpm.process.TargetName;

/** Tests crashes, breaches and the restarts after them, under the real loop. */
class CrashAndBreachTest {

    private static final TargetName WEB = new TargetName("web");

    @AutoClose
    private final Bench bench = new Bench(false);

    @Test
    void a_crash_is_followed_by_the_delay_and_a_new_life() {
        bench.running(target("web", "restart_interval=5"));

        bench.world.crashes("web");
        bench.reaches("web", Phase.BACKOFF);
        bench.advance(Duration.ofMillis(4999));
        bench.settled();
        assertThat(bench.world.launchesOf("web")).isEqualTo(1);
        bench.advance(Duration.ofMillis(1));

        eventually(() -> assertThat(bench.world.launchesOf("web")).isEqualTo(2));
        assertThat(bench.journal.messages(TargetEvent.RestartScheduled.class))
                .containsExactly("ended with exit code 1; restarting in 5 s, attempt 1 of 3");
    }

    @Test
    void forks_that_the_kernel_refused_are_named_at_the_end_of_a_life_without_a_sample() {
        bench.running(target("web", "restart_interval=5"));
        bench.sampler.own = new CgroupUse(List.of("/cg"), new CgroupLimits(0, 0, 9), -1, 9, 3, -1, -1);

        bench.world.crashes("web");
        bench.reaches("web", Phase.BACKOFF);

        assertThat(bench.journal.messages(Observation.ForksRefused.class))
                .containsExactly("the kernel refused 3 new processes or threads because of pids_max 9");
    }

    @Test
    void a_crash_loop_ends_fatal_after_max_restarts() {
        bench.start(target("web", "restart_interval=0", "max_restarts=3"));
        for (int life = 1; life <= 4; life++) {
            long lives = life;
            bench.advanceUntil(() -> assertThat(bench.world.launchesOf("web")).isEqualTo(lives));
            eventually(() -> assertThat(bench.world.isWatched(bench.world.main("web"))).isTrue());
            bench.world.crashes("web");
        }

        bench.reaches("web", Phase.FATAL);

        assertThat(bench.world.launchesOf("web")).isEqualTo(4);
        assertThat(bench.journal.messages(TargetEvent.TargetGaveUp.class))
                .containsExactly("given up: gave up after 3 restarts: ended with exit code 1");
    }

    @Test
    void what_a_crash_leaves_behind_is_gone_before_the_next_life() {
        bench.running(target("web", "restart_interval=0"));
        bench.world.stubborn.add(WEB);
        ProcessIdentity child = bench.world.appears(bench.world.launches.get(0).incarnation());

        bench.world.crashes("web");
        bench.advanceUntil(() -> assertThat(bench.world.launchesOf("web")).isEqualTo(2));

        assertThat(bench.world.isAlive(child)).isFalse();
        assertThat(bench.world.signals).startsWith("TERM 102").contains("KILL 102").doesNotContain("TERM 101");
    }

    @Test
    void a_breach_stops_the_tree_and_launches_it_again() {
        bench.running(target("web", "memory_threshold=100", "monitor_interval=1", "restart_interval=0"));
        bench.sampler.mebibytes.put("web", 200L);

        bench.advanceUntil(() -> assertThat(bench.world.launchesOf("web")).isEqualTo(2));

        assertThat(bench.world.signals).contains("TERM 101");
        assertThat(bench.journal.messages(Observation.ThresholdBreached.class).get(0))
                .isEqualTo("memory 200.0 MiB > 100.0 MiB in 2 of 2 samples: restarting");
        assertThat(bench.target("web").breaches()).containsEntry(Resource.MEMORY, 1L);
        assertThat(bench.target("web").state().ledger().restarts()).containsEntry(RestartCause.MEMORY, 1L);
    }

    @Test
    void missed_samples_are_counted_and_never_judged() {
        bench.running(target("web", "memory_threshold=100", "monitor_interval=1", "breach_samples=2"));
        bench.sampler.mebibytes.put("web", 200L);
        bench.sampler.blind = true;

        bench.advanceUntil(() -> assertThat(bench.target("web").missedSamples()).isGreaterThan(5));

        assertThat(bench.target("web").state().phase()).isEqualTo(Phase.RUNNING);
        assertThat(bench.journal.count(Observation.SampleMissed.class)).isEqualTo(1);
    }

    @Test
    void samples_are_conflated_while_one_is_being_taken() {
        bench.running(target("web", "monitor_interval=1"));
        CountDownLatch held = new CountDownLatch(1);
        bench.sampler.hold = () -> {
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        int before = bench.sampler.looks.get();
        bench.advanceUntil(() -> assertThat(bench.sampler.looks.get()).isGreaterThan(before));
        int looks = bench.sampler.looks.get();
        for (int i = 0; i < 10; i++) {
            bench.advance(Duration.ofSeconds(1));
            bench.settled();
        }

        assertThat(bench.sampler.looks.get()).isEqualTo(looks);
        held.countDown();
        bench.advanceUntil(() -> assertThat(bench.sampler.looks.get()).isGreaterThan(looks + 1));
    }

    @Test
    void the_next_life_is_ordered_before_the_end_of_the_last_one_is_told() {
        bench.running(target("web", "restart_interval=0"));
        AtomicBoolean launchedFirst = new AtomicBoolean();
        bench.journal.breaksOn = event -> {
            if (event instanceof TargetEvent.TargetExited) {
                eventually(() -> assertThat(bench.world.launchesOf("web")).isEqualTo(2));
                launchedFirst.set(true);
            }
            return false;
        };

        bench.world.crashes("web");

        eventually(() -> assertThat(launchedFirst).isTrue());
        eventually(() -> assertThat(bench.journal.messages(TargetEvent.TargetStarted.class)).hasSize(2));
    }

    @Test
    void what_a_crash_left_is_gone_before_the_next_life() {
        bench.running(target("web", "restart_interval=0"));
        ProcessIdentity left = bench.world.appears(new Incarnation(WEB, 1));
        AtomicLong launchesAtTheTerm = new AtomicLong(-1);
        bench.journal.breaksOn = event -> {
            if (event instanceof TargetEvent.TargetStopping) {
                launchesAtTheTerm.set(bench.world.launchesOf("web"));
            }
            return false;
        };

        bench.world.crashes("web");

        eventually(() -> assertThat(bench.world.launchesOf("web")).isEqualTo(2));
        assertThat(bench.world.signals).contains("TERM " + left.pid());
        assertThat(launchesAtTheTerm).hasValue(1);
    }

    @Test
    void a_crash_that_nobody_can_look_behind_is_looked_behind_again() {
        bench.running(target("web", "restart_interval=0"));
        bench.world.blind = new UncheckedIOException(new IOException("no descriptors"));

        bench.world.crashes("web");

        eventually(() -> assertThat(bench.world.blindLooks).hasValueGreaterThanOrEqualTo(2));
        assertThat(bench.world.launchesOf("web")).isEqualTo(1);
        bench.world.blind = null;
        eventually(() -> assertThat(bench.world.launchesOf("web")).isEqualTo(2));
    }
}
