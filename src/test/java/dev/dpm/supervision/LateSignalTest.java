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

/** Tests a stop whose signal waits behind other work of the target, here behind the look for an incident. */
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
    void a_kill_says_that_the_signal_before_it_still_waits() {
        bench.advance(Duration.ofSeconds(590));
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
