package dev.dpm.supervision;

import static dev.dpm.supervision.Bench.answer;
import static dev.dpm.supervision.Bench.eventually;
import static dev.dpm.testing.TargetSpecs.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.dpm.config.TargetSpec;
import dev.dpm.event.CommandResult;
import dev.dpm.event.TargetEvent;
import dev.dpm.process.Phase;
import dev.dpm.process.TargetName;

/** Tests launches and searches that hang: on a file of a server that is away, on an expression that never ends. */
class HangingEffectsTest {

    private static final TargetName WEB = new TargetName("web");

    private final Bench bench = new Bench(false);

    @AfterEach
    void end() {
        bench.world.hold.countDown();
        bench.world.holdLooks.countDown();
        bench.close();
    }

    private static TargetSpec attached() {
        return target("web", "attach=true", "process_name=web", "cpu_threshold=off", "on_breach=unhealthy",
                "on_exhausted=leave", "monitor_interval=1");
    }

    private void looksHang() {
        bench.world.holdLooks = new CountDownLatch(1);
        bench.start(attached());
        eventually(() -> assertThat(bench.world.waiting).hasValue(1));
    }

    private void launchHangs(String... options) {
        bench.world.hold = new CountDownLatch(1);
        bench.start(target("web", options));
        eventually(() -> assertThat(bench.world.waiting).hasValue(1));
    }

    @Test
    void a_removal_is_durable_although_the_look_for_its_process_hangs() {
        looksHang();
        eventually(() -> assertThat(bench.memory).containsKey(WEB));

        answer(bench.supervisor.stop(WEB, "by command"));
        assertThat(answer(bench.supervisor.remove(WEB)).outcome()).isEqualTo(CommandResult.Outcome.DONE);

        eventually(() -> assertThat(bench.memory).doesNotContainKey(WEB));
        assertThat(bench.world.waiting).hasValue(1);
    }

    @Test
    void a_stop_is_remembered_although_the_look_for_its_process_hangs() {
        looksHang();

        answer(bench.supervisor.stop(WEB, "by command"));

        eventually(() -> assertThat(bench.memory.get(WEB).wanted()).isFalse());
        assertThat(bench.world.waiting).hasValue(1);
    }

    @Test
    void a_look_that_hangs_is_told_of_and_the_target_is_no_longer_starting() {
        looksHang();
        assertThat(bench.target("web").state().phase()).isEqualTo(Phase.STARTING);

        bench.advanceUntil(() -> assertThat(bench.target("web").state().phase()).isEqualTo(Phase.WAITING));

        assertThat(bench.target("web").state().ledger().reason())
                .startsWith("looking for name web has not come back for 10 s");
        assertThat(bench.journal.count(TargetEvent.TargetWaiting.class)).isEqualTo(1);
    }

    @Test
    void a_removal_is_durable_although_the_launch_hangs_and_what_it_brings_forth_late_is_ended() {
        launchHangs();
        answer(bench.supervisor.stop(WEB, "by command"));
        bench.advanceUntil(() -> assertThat(bench.target("web").state().phase()).isEqualTo(Phase.STOPPED));

        assertThat(answer(bench.supervisor.remove(WEB)).outcome()).isEqualTo(CommandResult.Outcome.DONE);
        eventually(() -> assertThat(bench.memory).doesNotContainKey(WEB));

        bench.world.hold.countDown();
        eventually(() -> assertThat(bench.world.signals).containsExactly("KILL 101"));
        assertThat(bench.world.of("web")).isEmpty();
        bench.settled();
        assertThat(bench.memory).doesNotContainKey(WEB);
    }

    @Test
    void a_new_target_of_the_same_name_is_not_taken_for_what_a_late_launch_brings_forth() {
        launchHangs();
        answer(bench.supervisor.stop(WEB, "by command"));
        bench.advanceUntil(() -> assertThat(bench.target("web").state().phase()).isEqualTo(Phase.STOPPED));
        answer(bench.supervisor.remove(WEB));

        bench.start(target("web"));
        bench.world.hold.countDown();

        bench.advanceUntil(() -> assertThat(bench.target("web").state().phase()).isEqualTo(Phase.RUNNING));
        assertThat(bench.world.of("web")).singleElement()
                .isEqualTo(bench.target("web").state().life().orElseThrow().main().orElseThrow());
    }

    @Test
    void a_launch_that_hangs_counts_as_failed_after_a_minute() {
        launchHangs("restart=never");

        bench.advance(Duration.ofSeconds(61));

        bench.reaches("web", Phase.FATAL);
        assertThat(bench.target("web").state().ledger().reason()).contains("the launch has not come back for 60 s");
        bench.world.hold.countDown();
        eventually(() -> assertThat(bench.world.signals).containsExactly("KILL 101"));
        bench.reaches("web", Phase.FATAL);
    }

    @Test
    void after_a_launch_that_hung_there_is_one_copy_and_no_more() {
        launchHangs("restart_interval=0");
        bench.advance(Duration.ofSeconds(61));
        eventually(() -> assertThat(bench.target("web").state().ledger().incarnation()).isEqualTo(2));

        bench.world.hold.countDown();

        bench.advanceUntil(() -> assertThat(bench.target("web").state().phase()).isEqualTo(Phase.RUNNING));
        assertThat(bench.world.of("web")).hasSize(1);
    }
}
