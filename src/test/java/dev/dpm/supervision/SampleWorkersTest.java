package dev.dpm.supervision;

import static dev.dpm.supervision.Bench.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import dev.dpm.config.Thresholds.MemoryBasis;
import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.TargetName;
import dev.dpm.sampling.MemoryRequest;
import dev.dpm.supervision.SampleSchedule.SampleRound;
import dev.dpm.testing.FakeSampler;

/** Tests that the worker alone takes samples, at the moment that each order names. */
class SampleWorkersTest {

    private final AtomicReference<Duration> clock = new AtomicReference<>(Duration.ofSeconds(100));
    private final FakeSampler sampler = new FakeSampler(clock::get);
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final AtomicReference<Runnable> afterRound = new AtomicReference<>(() -> {
    });
    private final AtomicReference<Runnable> whenReported = new AtomicReference<>(() -> {
    });
    @AutoClose
    private final SampleWorkers workers = new SampleWorkers(sampler, clock::get, new SampleWorkers.ResultListener() {
        @Override
        public void taken(List<SampleRound.Taken> samples) {
            whenReported.get().run();
            samples.forEach(one -> taken.add(one.life().target().value() + " " + one.life().number()));
        }

        @Override
        public void faulted(Optional<String> reason) {
            taken.add("fault: " + reason);
        }
    }, () -> afterRound.get().run(), Thread::new);

    private static SampleRound.Due due(String name, long life) {
        return new SampleRound.Due(new Incarnation(new TargetName(name), life), new ProcessIdentity(7, 1, "boot"),
                MemoryRequest.of(MemoryBasis.RSS));
    }

    private void order(int second, String name, long life) {
        workers.take(Duration.ofSeconds(second), List.of(due(name, life)));
    }

    private void passes(int second) {
        clock.set(Duration.ofSeconds(second));
        workers.watch(clock.get());
    }

    @Test
    void a_sample_is_not_taken_before_its_moment_and_what_is_due_does_not_wait_for_it() {
        order(105, "later", 1);
        order(100, "now", 1);

        eventually(() -> assertThat(taken).containsExactly("now 1"));
        passes(105);
        eventually(() -> assertThat(taken).containsExactly("now 1", "later 1"));
    }

    @Test
    void of_two_orders_for_one_incarnation_the_later_counts() {
        order(103, "web", 1);
        order(102, "web", 1);
        order(104, "end", 1);

        passes(104);

        eventually(() -> assertThat(taken).containsExactly("web 1", "end 1"));
        assertThat(sampler.looks).hasValue(2);
    }

    @Test
    void nothing_is_taken_of_an_incarnation_whose_order_was_withdrawn_or_that_is_forgotten() {
        order(102, "withdrawn", 1);
        order(102, "forgotten", 1);
        order(103, "end", 1);
        workers.cancel(due("withdrawn", 1).life());
        workers.forget(due("forgotten", 1).life());

        passes(103);

        eventually(() -> assertThat(taken).containsExactly("end 1"));
    }

    /** The search for orphans reads /proc too, and may hang at a process in uninterruptible sleep. */
    @Test
    void what_hangs_after_a_round_holds_back_no_result_and_no_later_round() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        afterRound.set(() -> {
            afterRound.set(() -> {
            });
            waitFor(over);
        });
        order(100, "web", 1);
        eventually(() -> assertThat(workers.holds(due("web", 1).life())).isTrue());
        eventually(() -> {
            passes(106);
            assertThat(taken).containsExactly("web 1");
        });

        order(107, "web", 1);
        passes(107);

        eventually(() -> assertThat(taken).containsExactly("web 1", "fault: Optional[a search for orphans has not come"
                + " back; the others are sampled]", "web 1"));
        over.countDown();
        eventually(() -> assertThat(taken).endsWith("fault: Optional.empty"));
    }

    @Test
    void a_thread_that_ended_by_a_mistake_is_replaced_and_its_order_is_known_to_be_lost() {
        whenReported.set(() -> {
            whenReported.set(() -> {
            });
            throw new IllegalStateException("no room");
        });
        order(100, "web", 1);
        eventually(() -> assertThat(taken).containsExactly(
                "fault: Optional[the sampler's thread ended: java.lang.IllegalStateException: no room]"));
        assertThat(workers.holds(due("web", 1).life())).isFalse();

        order(101, "web", 1);
        passes(101);

        eventually(() -> assertThat(taken).contains("web 1", "fault: Optional.empty"));
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The worker has a real clock here, and nobody calls the worker at the moment of the sample. */
    @Test
    void the_worker_wakes_up_by_itself() {
        long begun = System.nanoTime();
        SampleWorkers own = new SampleWorkers(sampler, () -> Duration.ofNanos(System.nanoTime() - begun),
                new SampleWorkers.ResultListener() {
                    @Override
                    public void taken(List<SampleRound.Taken> samples) {
                        taken.add(samples.get(0).life().target().value() + " after "
                                + (System.nanoTime() - begun >= 50_000_000));
                    }

                    @Override
                    public void faulted(Optional<String> reason) {
                        taken.add("fault: " + reason);
                    }
                }, () -> {
                }, Thread::new);

        own.take(Duration.ofMillis(50), List.of(due("web", 1)));

        eventually(() -> assertThat(taken).containsExactly("web after true"));
        own.close();
    }
}
