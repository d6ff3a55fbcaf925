package dev.dpm.supervision;

import static dev.dpm.supervision.Bench.answer;
import static dev.dpm.supervision.Bench.eventually;
import static dev.dpm.testing.TargetSpecs.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.dpm.event.CommandResult;
import dev.dpm.event.Component;
import dev.dpm.event.Recorded;
import dev.dpm.event.TargetEvent;
import dev.dpm.process.TargetName;

/** Tests commands that arrive while the loop hangs, here at an event that cannot be written. */
class HangingLoopTest {

    private static final TargetName WEB = new TargetName("web");
    private static final TargetName DB = new TargetName("db");

    private final Bench bench = new Bench(false);
    private final CountDownLatch hangs = new CountDownLatch(1);
    private final CountDownLatch goesOn = new CountDownLatch(1);

    @AfterEach
    void end() {
        goesOn.countDown();
        bench.close();
    }

    private void nextEventHangs() {
        bench.journal.breaksOn = event -> {
            hangs.countDown();
            return !awaited(goesOn);
        };
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void loopHangs() {
        nextEventHangs();
        bench.supervisor.fault(Component.JOURNAL, Optional.of("a test"));
        assertThat(awaited(hangs)).isTrue();
    }

    @Test
    void a_command_that_was_taken_back_is_not_carried_out_when_the_loop_goes_on() {
        bench.running(target("web"));
        loopHangs();
        CompletableFuture<CommandResult> restart = bench.supervisor.restart(WEB, "late");
        CompletableFuture<CommandResult> start = bench.supervisor.start(List.of(target("db")), "late");
        CompletableFuture<CommandResult> shutdown = bench.supervisor.shutDown(false, "late");

        assertThat(List.of(restart, start, shutdown)).allMatch(bench.supervisor::withdraw);
        goesOn.countDown();
        bench.settled();

        assertThat(List.of(restart, start, shutdown)).noneMatch(CompletableFuture::isDone);
        assertThat(bench.world.launches).hasSize(1);
        assertThat(bench.supervisor.snapshot().target(DB)).isEmpty();
        assertThat(bench.supervisor.ended()).isNotDone();
    }

    @Test
    void a_command_whose_caller_waits_on_is_carried_out_when_the_loop_goes_on() {
        loopHangs();
        CompletableFuture<CommandResult> start = bench.supervisor.start(List.of(target("db")), "late");

        goesOn.countDown();

        assertThat(answer(start).outcome()).isEqualTo(CommandResult.Outcome.DONE);
        assertThat(bench.supervisor.withdraw(start)).isFalse();
    }

    @Test
    void a_command_that_the_loop_has_begun_cannot_be_taken_back() {
        bench.running(target("web"));
        nextEventHangs();
        CompletableFuture<CommandResult> stop = bench.supervisor.stop(WEB, "by a test");
        assertThat(awaited(hangs)).isTrue();

        assertThat(bench.supervisor.withdraw(stop)).isFalse();
        goesOn.countDown();

        assertThat(answer(stop).outcome()).isEqualTo(CommandResult.Outcome.DONE);
    }

    /** With sixty targets, an earlier version said of a process that had run for a second that it ended "after 0 s". */
    @Test
    void an_end_has_the_moment_at_which_it_was_reported_and_not_that_of_a_late_loop() {
        bench.running(target("web"));
        loopHangs();
        int reads = bench.sampler.cgroupReads.get();
        bench.world.crashes("web");
        eventually(() -> assertThat(bench.sampler.cgroupReads).hasValueGreaterThan(reads));
        bench.clock.advance(Duration.ofSeconds(40));

        goesOn.countDown();

        eventually(() -> assertThat(bench.journal.messages(TargetEvent.TargetExited.class))
                .singleElement().asString().contains("ended with exit code 1 after 1 s"));
    }

    @Test
    void events_and_incidents_bear_the_moment_of_the_fact() {
        bench.running(target("web", "restart_interval=10"));
        Duration end = bench.clock.get();
        loopHangs();
        int reads = bench.sampler.cgroupReads.get();
        bench.world.crashes("web");
        eventually(() -> assertThat(bench.sampler.cgroupReads).hasValueGreaterThan(reads));
        bench.clock.advance(Duration.ofSeconds(40));

        goesOn.countDown();

        eventually(() -> assertThat(times(TargetEvent.TargetStarted.class)).hasSize(2));
        Instant ended = Instant.EPOCH.plus(end);
        assertThat(times(TargetEvent.TargetExited.class)).containsExactly(ended);
        assertThat(bench.incidents.openings.get(0).now()).isEqualTo(end);
        assertThat(bench.incidents.times.get(0).instant()).isEqualTo(ended);
        assertThat(times(TargetEvent.TargetStarted.class).get(1)).isEqualTo(ended.plusSeconds(40));
    }

    @Test
    void a_launch_has_the_moment_at_which_the_process_began() {
        bench.age = Duration.ZERO;
        CompletableFuture<CommandResult> start = bench.supervisor.start(List.of(target("web")), "by command");
        loopHangs();
        eventually(() -> assertThat(bench.world.of("web")).hasSize(1));
        Instant began = Instant.EPOCH.plus(bench.clock.get());
        int reads = bench.sampler.cgroupReads.get();
        bench.world.crashes("web");
        eventually(() -> assertThat(bench.sampler.cgroupReads).hasValueGreaterThan(reads));
        bench.clock.advance(Duration.ofSeconds(40));

        goesOn.countDown();

        assertThat(answer(start).outcome()).isEqualTo(CommandResult.Outcome.DONE);
        eventually(() -> assertThat(times(TargetEvent.TargetStarted.class)).first().isEqualTo(began));
    }

    private List<Instant> times(Class<? extends TargetEvent> type) {
        return bench.journal.recorded.stream().filter(one -> type.isInstance(one.event())).map(Recorded::time).toList();
    }

    /**
     * A command that was taken back must not stay in memory: a start request holds up to a megabyte, and the heap has
     * 32.
     */
    @Test
    void what_was_taken_back_leaves_the_mailbox() throws InterruptedException {
        Mailbox mailbox = new Mailbox();
        Runnable kept = () -> {
        };
        Runnable dropped = () -> {
            throw new AssertionError("was taken back");
        };
        mailbox.post(dropped);
        mailbox.post(kept);

        mailbox.drop(dropped);

        assertThat(mailbox.take(Duration.ZERO)).contains(kept);
        assertThat(mailbox.take(Duration.ZERO)).isEmpty();
    }
}
