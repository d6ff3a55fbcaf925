package dev.dpm.supervision;

import static dev.dpm.supervision.Bench.eventually;
import static dev.dpm.testing.TargetSpecs.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;

import dev.dpm.check.CheckOrder;
import dev.dpm.check.CheckResult;
import dev.dpm.check.CheckSpec;
import dev.dpm.process.Incarnation;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.TargetName;
import dev.dpm.testing.FakeProber;

class CheckWorkersTest {

    private static final Incarnation LIFE = new Incarnation(new TargetName("web"), 1);
    /** A snapshot in which the incarnation is over, so that its waiting check is skipped. */
    private static final Snapshot LATER = new Snapshot(1, Duration.ZERO, List.of(), List.of());

    private final List<CheckResult> results = new CopyOnWriteArrayList<>();
    private boolean threadsToBeHad;

    private Thread thread(Runnable work) {
        return threadsToBeHad ? new Thread(work) : new Thread(work) {
            @Override
            public void start() {
                throw new OutOfMemoryError("unable to create native thread");
            }
        };
    }

    private static CheckSchedule.Due check() {
        CheckSpec spec = CheckSpec.of(target("web", "tcp_check=127.0.0.1:80").checks()).get(0);
        LaunchOrder surroundings = new LaunchOrder(LIFE, List.of("/bin/web"), Path.of("/"), Map.of(), "0022",
                new LaunchOrder.Output(LaunchOrder.OutputKind.NULL, Optional.empty()), false);
        return new CheckSchedule.Due(LIFE, new CheckOrder(spec, Duration.ofSeconds(1), surroundings));
    }

    @Test
    void a_check_that_gets_no_thread_is_unknown_and_the_next_one_runs() throws InterruptedException {
        CheckWorkers crew = new CheckWorkers(new FakeProber(), () -> Duration.ZERO, () -> LATER,
                (life, checked) -> results.add(checked.result()), this::thread);
        crew.take(check());
        assertThat(results)
                .containsExactly(CheckResult.unknown("was not run: the system gives the runner no thread"));
        threadsToBeHad = true;

        crew.take(check());

        eventually(() -> assertThat(results).last()
                .isEqualTo(CheckResult.unknown("was not run: that life is over")));
        crew.close(Duration.ofSeconds(10));
    }
}
