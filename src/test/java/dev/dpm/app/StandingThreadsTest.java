package dev.dpm.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

class StandingThreadsTest {

    private final AtomicInteger refusals = new AtomicInteger();
    private final List<String> told = new ArrayList<>();
    private final StandingThreads threads = new StandingThreads(this::perhaps,
            (part, reason) -> told.add(part.word() + ": " + reason.orElse("works again")));

    /** A thread whose start the system refuses as long as {@code refusals} is above 0. */
    private Thread perhaps(Runnable work) {
        return new Thread(work) {
            @Override
            public void start() {
                if (refusals.getAndDecrement() > 0) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                super.start();
            }
        };
    }

    @Test
    void what_the_system_has_no_thread_for_begins_as_soon_as_it_has() throws InterruptedException {
        CountDownLatch output = new CountDownLatch(1);
        CountDownLatch history = new CountDownLatch(1);
        refusals.set(3);

        threads.begin("output", output::countDown);
        threads.begin("history", history::countDown);

        assertThat(told).last().asString()
                .startsWith(
                        "threads: the system gives the runner no thread for output, history; targets are supervised");
        assertThat(threads.again()).as("output is refused once more, history is not").isFalse();
        history.await();
        assertThat(told).last().asString().contains("no thread for output;");
        assertThat(threads.again()).isTrue();
        output.await();
        assertThat(told).last().isEqualTo("threads: works again");
    }

    @Test
    void what_has_its_thread_is_begun_once_and_not_told_of() {
        AtomicInteger begun = new AtomicInteger();

        threads.begin("output", begun::incrementAndGet);

        assertThat(threads.again()).isTrue();
        await().until(() -> begun.get() == 1);
        assertThat(told).isEmpty();
    }
}
