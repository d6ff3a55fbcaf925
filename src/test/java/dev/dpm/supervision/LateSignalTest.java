package dev.dpm.supervision;

import static dev.dpm.supervision.Bench.eventually;
import static dev.dpm.testing.TargetSpecs.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.dpm.event.TargetEvent;
import dev.dpm.lifecycle.Ending;
import dev.dpm.process.TargetName;

/**
 * Tests a stop whose signal waits behind other work for the target, here behind the collection of evidence for an
 * incident.
 */
class LateSignalTest {

    private final Bench bench = new Bench(false);
    private final CountDownLatch lookEnds = new CountDownLatch(1);

    @BeforeEach
    void signalWaits() {
        bench.incidents.atLook = id -> {
            try {
                assertThat(lookEnds.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        bench.world.stubborn.add(new TargetName("web"));
        bench.running(
                target("web", "memory_threshold=100", "breach_samples=1", "monitor_interval=1", "stop_grace=600"));
        bench.sampler.mebibytes.put("web", 200L);
        bench.advanceUntil(() -> assertThat(bench.journal.count(TargetEvent.TargetStopping.class)).isOne());
    }

    @AfterEach
    void end() {
        lookEnds.countDown();
        bench.close();
    }

    @Test
    void no_kill_goes_out_at_the_end_of_the_grace_before_the_signal() {
        bench.advance(Duration.ofSeconds(605));
        bench.settled();
        assertThat(bench.journal.count(TargetEvent.TargetKilled.class)).isZero();

        lookEnds.countDown();
        eventually(() -> assertThat(bench.world.signals).anyMatch(sent -> sent.startsWith("TERM")));
        eventually(() -> assertThat(((Ending) bench.target("web").state()).escalateAt())
                .isEqualTo(bench.clock.get().plusSeconds(600)));
        assertThat(bench.journal.count(TargetEvent.TargetKilled.class)).isZero();
    }

    @Test
    void the_end_of_the_runner_waits_for_the_grace_of_a_late_signal() {
        Bench.answer(bench.supervisor.shutDown(false, "the end"));
        bench.advance(Duration.ofSeconds(605));
        bench.settled();
        lookEnds.countDown();
        eventually(() -> assertThat(bench.world.signals).anyMatch(sent -> sent.startsWith("TERM")));
        eventually(() -> assertThat(((Ending) bench.target("web").state()).escalateAt())
                .isEqualTo(bench.clock.get().plusSeconds(600)));
        bench.advance(Duration.ofSeconds(599));
        bench.settled();
        assertThat(bench.supervisor.ended()).isNotDone();

        bench.advanceUntil(() -> assertThat(bench.supervisor.ended()).isDone());
        assertThat(bench.journal.messages(TargetEvent.TargetKilled.class))
                .containsExactly("sent KILL to what still lives: the grace is over");
        assertThat(bench.world.of("web")).isEmpty();
    }

    @Test
    void a_signal_that_is_never_sent_delays_the_kill_by_ten_seconds() {
        bench.advance(Duration.ofSeconds(600));
        bench.advanceUntil(() -> assertThat(bench.journal.messages(TargetEvent.TargetKilled.class)).singleElement()
                .asString()
                .startsWith("sent KILL to what still lives: the grace is over, and the signal before it still"
                        + " waits to be sent after "));
        assertThat(bench.world.signals).isEmpty();
    }

    @Test
    void a_signal_that_is_sent_late_has_the_whole_grace_from_then_on() {
        bench.advance(Duration.ofSeconds(2));
        bench.settled();
        lookEnds.countDown();
        eventually(() -> assertThat(bench.world.signals).anyMatch(sent -> sent.startsWith("TERM")));
        eventually(() -> assertThat(((Ending) bench.target("web").state()).escalateAt())
                .isEqualTo(bench.clock.get().plusSeconds(600)));
        bench.advance(Duration.ofSeconds(599));
        bench.settled();
        assertThat(bench.journal.count(TargetEvent.TargetKilled.class)).isZero();

        bench.advanceUntil(() -> assertThat(bench.journal.messages(TargetEvent.TargetKilled.class))
                .containsExactly("sent KILL to what still lives: the grace is over"));
    }
}
