package dev.dpm.supervision;

import static dev.dpm.supervision.Bench.eventually;
import static dev.dpm.testing.TargetSpecs.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.dpm.config.TargetSpec;
import dev.dpm.event.Observation;
import dev.dpm.event.RunnerEvent;
import dev.dpm.event.TargetEvent;
import dev.dpm.process.LaunchFailure;
import dev.dpm.process.Phase;
import dev.dpm.process.TargetName;

/** Tests that a fault of the runner costs no target its budget or its process, and does not affect other targets. */
class RunnersOwnFaultsTest {

    private static final TargetName WEB = new TargetName("web");

    private final Bench bench = new Bench(false);
    private final CountDownLatch held = new CountDownLatch(1);

    @AfterEach
    void close() {
        held.countDown();
        bench.close();
    }

    private void await() {
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_look_that_hangs_is_a_missed_sample_and_holds_up_no_other_target() {
        bench.running(target("aaa", "monitor_interval=1"), target("web", "monitor_interval=1"));
        bench.sampler.hanging.put("aaa", this::await);
        bench.advanceUntil(() -> assertThat(bench.target("aaa").missedSamples()).isGreaterThan(1));
        int before = bench.sampler.looksAt("web");

        bench.advanceUntil(() -> assertThat(bench.sampler.looksAt("web")).isGreaterThan(before + 3));

        assertThat(bench.journal.events).filteredOn(Observation.SampleMissed.class::isInstance)
                .filteredOn(event -> event.target().equals(Optional.of(new TargetName("aaa")))).singleElement()
                .satisfies(event -> assertThat(event.message()).contains("its sample has not come back for"));
        assertThat(bench.supervisor.snapshot().faults()).singleElement().asString()
                .startsWith("samples: a look at the processes of aaa has not come back; the others are sampled");
        held.countDown();
        bench.sampler.hanging.clear();
        bench.advanceUntil(() -> assertThat(bench.supervisor.snapshot().faults()).isEmpty());
    }

    @Test
    void a_limit_that_is_not_held_is_an_event_of_its_target_and_stays_said() {
        bench.running(target("web", "pids_max=9"));

        eventually(() -> assertThat(bench.journal.events).filteredOn(Observation.LimitsNoted.class::isInstance)
                .singleElement().satisfies(event -> {
                    assertThat(event.target()).contains(WEB);
                    assertThat(event.message()).isEqualTo("pids_max cannot be held here; it runs without");
                }));
        assertThat(bench.journal.events).noneMatch(RunnerEvent.RunnerFaulted.class::isInstance);
        assertThat(bench.supervisor.snapshot().faults()).singleElement().asString()
                .startsWith("limits of web: pids_max cannot be held here");
    }

    @Test
    void ten_launches_that_hang_hold_up_no_other_target() {
        List<TargetSpec> stuck = IntStream.range(0, 10).mapToObj(i -> target("stuck" + i)).toList();
        bench.world.hold = held;
        bench.start(stuck.toArray(TargetSpec[]::new));
        eventually(() -> assertThat(bench.world.waiting.get()).isEqualTo(10));
        bench.world.hold = new CountDownLatch(0);

        bench.running(target("web"));

        assertThat(bench.world.launchesOf("web")).isEqualTo(1);
    }

    @Test
    void a_signal_that_comes_during_a_launch_is_passed_on_after_it() {
        bench.world.hold = held;
        bench.start(target("web"));
        eventually(() -> assertThat(bench.world.waiting.get()).isEqualTo(1));
        bench.supervisor.passOn("HUP");

        held.countDown();

        eventually(() -> assertThat(bench.world.signals).containsExactly("HUP 101"));
    }

    @Test
    void a_signal_for_which_descriptors_lack_is_sent_when_there_are_some() {
        bench.running(target("web"));
        bench.world.blind = new UncheckedIOException("no descriptors left", new IOException());
        bench.supervisor.passOn("HUP");
        eventually(() -> assertThat(bench.supervisor.snapshot().faults()).singleElement().asString()
                .startsWith("processes of web: no descriptors left"));

        bench.world.blind = null;

        eventually(() -> assertThat(bench.world.signals).containsExactly("HUP 101"));
        eventually(() -> assertThat(bench.supervisor.snapshot().faults()).isEmpty());
    }

    @Test
    void a_signal_that_is_refused_is_said_until_one_is_taken() {
        bench.running(target("web"));
        bench.world.forbidden.add(WEB);
        bench.supervisor.passOn("HUP");
        eventually(() -> assertThat(bench.supervisor.snapshot().faults()).singleElement().asString()
                .startsWith("signals to web: process 101 did not take HUP: not permitted"));
        bench.world.forbidden.clear();

        bench.supervisor.passOn("HUP");

        eventually(() -> assertThat(bench.supervisor.snapshot().faults()).isEmpty());
    }

    @Test
    void while_the_runner_cannot_look_nothing_counts_as_gone_and_nothing_is_given_up() {
        bench.running(target("web", "restart_interval=0", "max_restarts=1"));
        bench.world.blind = new UncheckedIOException("no descriptors left", new IOException());
        bench.world.crashes("web");
        bench.reaches("web", Phase.STOPPING);

        for (int look = 0; look < 5; look++) {
            bench.advance(Duration.ofSeconds(1));
            int before = bench.world.blindLooks.get();
            eventually(() -> assertThat(bench.world.blindLooks.get()).isGreaterThan(before + 1));
        }
        assertThat(bench.target("web").state().phase()).isEqualTo(Phase.STOPPING);
        assertThat(bench.world.signals).isEmpty();
        assertThat(bench.supervisor.snapshot().faults()).singleElement().asString()
                .startsWith("processes of web: no descriptors left");
        bench.world.blind = null;
        eventually(() -> assertThat(bench.supervisor.snapshot().faults()).isEmpty());

        bench.advanceUntil(() -> assertThat(bench.world.launchesOf("web")).isEqualTo(2));
        assertThat(bench.journal.count(TargetEvent.TargetGaveUp.class)).isZero();
    }

    @Test
    void what_a_launch_that_broke_off_brought_forth_ends_before_the_next() {
        bench.world.breaksOffAfterFork.add(WEB);
        bench.world.blind = new UncheckedIOException("no descriptors left", new IOException());
        bench.start(target("web", "max_restarts=0"));
        eventually(() -> assertThat(bench.world.of("web")).hasSize(1));
        bench.world.breaksOffAfterFork.clear();
        bench.world.blind = null;

        bench.advanceUntil(() -> assertThat(bench.world.launchesOf("web")).isEqualTo(1));

        assertThat(bench.world.signals).containsExactly("KILL 101");
        assertThat(bench.world.of("web")).hasSize(1);
    }

    @Test
    void a_watch_for_which_there_is_no_thread_is_tried_again() {
        bench.world.watchesWithoutThread.set(2);
        bench.running(target("web", "restart_interval=0"));
        eventually(() -> assertThat(bench.supervisor.snapshot().faults()).singleElement().asString()
                .startsWith("watch over web: java.lang.OutOfMemoryError: unable to create native thread"));
        bench.advanceUntil(() -> assertThat(bench.supervisor.snapshot().faults()).isEmpty());

        bench.world.crashes("web");

        bench.advanceUntil(() -> assertThat(bench.world.launchesOf("web")).isEqualTo(2));
    }

    @Test
    void a_target_whose_output_file_cannot_be_opened_runs_without_it() {
        bench.world.failures.put(WEB, LaunchFailure.ofOutput("read-only file system", null));
        bench.running(target("web"));

        assertThat(bench.world.launchesOf("web")).isEqualTo(1);
        assertThat(bench.supervisor.snapshot().faults()).singleElement().asString()
                .startsWith("output of web: read-only file system; it runs without one");
    }

    @Test
    void what_failed_on_behalf_of_a_target_is_no_fault_once_it_rests() {
        bench.world.failures.put(WEB, LaunchFailure.ofOutput("read-only file system", null));
        bench.running(target("web"));
        eventually(() -> assertThat(bench.supervisor.snapshot().faults()).hasSize(1));

        bench.supervisor.stop(WEB, "by command");

        bench.reaches("web", Phase.STOPPED);
        eventually(() -> assertThat(bench.supervisor.snapshot().faults()).isEmpty());
        assertThat(bench.journal.count(RunnerEvent.RunnerNoted.class)).isZero();
    }

    @Test
    void a_search_that_fails_is_no_fault_once_it_is_given_up() {
        bench.world.blind = new UncheckedIOException("no descriptors left", new IOException());
        bench.start(target("web", "attach=true", "process_name=web", "cpu_threshold=off", "on_breach=unhealthy"));
        eventually(() -> assertThat(bench.supervisor.snapshot().faults()).singleElement().asString()
                .startsWith("search for web: "));

        bench.supervisor.stop(WEB, "by command");

        bench.reaches("web", Phase.STOPPED);
        eventually(() -> assertThat(bench.supervisor.snapshot().faults()).isEmpty());
    }

    @Test
    void a_signal_that_one_life_refused_is_no_fault_of_the_next() {
        bench.running(target("web", "restart_interval=0"));
        bench.world.forbidden.add(WEB);
        bench.supervisor.passOn("HUP");
        eventually(() -> assertThat(bench.supervisor.snapshot().faults()).hasSize(1));

        bench.world.crashes("web");

        bench.advanceUntil(() -> assertThat(bench.world.launchesOf("web")).isEqualTo(2));
        eventually(() -> assertThat(bench.supervisor.snapshot().faults()).isEmpty());
    }

    @Test
    void why_what_lives_on_could_not_be_ended_is_said_until_it_is_gone() {
        bench.running(target("web"));
        bench.world.forbidden.add(WEB);
        bench.supervisor.stop(WEB, "by command");

        bench.advanceUntil(() -> assertThat(bench.target("web").state().phase()).isEqualTo(Phase.FATAL));

        assertThat(bench.supervisor.snapshot().faults()).singleElement().asString()
                .startsWith("signals to web: process 101 did not take KILL: not permitted");
        bench.world.forbidden.clear();
        bench.supervisor.start(WEB, "by command");
        bench.advanceUntil(() -> assertThat(bench.world.launchesOf("web")).isEqualTo(2));
        eventually(() -> assertThat(bench.supervisor.snapshot().faults()).isEmpty());
    }

    @Test
    void state_that_the_disk_refused_is_written_when_it_can_be() {
        bench.refuses = true;
        bench.running(target("web", "restart_interval=0"));
        bench.world.crashes("web");
        bench.advanceUntil(() -> assertThat(bench.world.launchesOf("web")).isEqualTo(2));
        assertThat(bench.memory).isEmpty();
        assertThat(bench.supervisor.snapshot().faults()).singleElement().asString().startsWith("state: disk full");
        bench.refuses = false;

        bench.advanceUntil(() -> assertThat(bench.supervisor.snapshot().faults()).isEmpty());

        assertThat(bench.memory.get(WEB).incarnation()).isEqualTo(2);
        assertThat(bench.journal.messages(RunnerEvent.RunnerNoted.class)).containsExactly("state: works again");
    }

    @Test
    void a_sampler_that_throws_where_nobody_expects_it_goes_on_sampling() {
        bench.running(target("web", "monitor_interval=1", "restart_interval=0"), target("db", "monitor_interval=1"));
        bench.sampler.forgetting = () -> {
            throw new IllegalStateException("no such meter");
        };
        bench.world.crashes("web");
        eventually(() -> assertThat(bench.supervisor.snapshot().faults()).singleElement().asString()
                .startsWith("samples: the sampler made a mistake: java.lang.IllegalStateException: no such meter"));
        int before = bench.sampler.looksAt("db");

        bench.advanceUntil(() -> assertThat(bench.sampler.looksAt("db")).isGreaterThan(before + 2));

        bench.advanceUntil(() -> assertThat(bench.supervisor.snapshot().faults()).isEmpty());
    }

    @Test
    void a_loop_that_stumbled_goes_on_and_is_well_again_after_a_minute() {
        bench.running(target("web"));
        assertThat(bench.supervisor.start((List<TargetSpec>) null, "a mistake of ours")).failsWithin(
                Duration.ofSeconds(10));
        eventually(() -> assertThat(bench.supervisor.snapshot().faults()).singleElement().asString()
                .startsWith("loop: java.lang.NullPointerException"));

        bench.advanceUntil(() -> assertThat(bench.supervisor.snapshot().faults()).isEmpty());

        bench.running(target("other"));
    }

    @Test
    void a_loop_that_hangs_shows_in_its_heartbeat() {
        bench.running(target("web"));
        bench.journal.breaksOn = event -> {
            await();
            return false;
        };
        bench.supervisor.stop(WEB, "by command");
        bench.clock.advance(Duration.ofSeconds(11));

        eventually(() -> assertThat(bench.supervisor.sinceHeartbeat()).isGreaterThan(Duration.ofSeconds(10)));
    }
}
