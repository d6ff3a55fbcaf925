package dev.dpm.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.dpm.event.Component;

class HousekeepingTest {

    private static final Duration OFTEN = Duration.ofMillis(5);
    private static final Duration LONGEST = Duration.ofMillis(200);

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Housekeeping house = new Housekeeping(new StandingThreads((part, reason) -> {
    }), LONGEST);
    private final AtomicInteger others = new AtomicInteger();
    private final Set<Thread> hands = ConcurrentHashMap.newKeySet();

    private PeriodicTask task(Component part, Runnable work) {
        return new PeriodicTask(part, work, (of, reason) -> told.add(of.word() + ": " + reason.orElse("works again")));
    }

    private PeriodicTask another() {
        return task(Component.HISTORY, () -> {
            hands.add(Thread.currentThread());
            others.incrementAndGet();
        });
    }

    private void othersGoOn() {
        int before = others.get();
        await().until(() -> others.get() > before + 2);
    }

    @Test
    void tasks_share_one_thread() {
        house.every(OFTEN, another()).every(OFTEN, another()).begin();

        othersGoOn();

        assertThat(hands).hasSize(1);
    }

    @Test
    void one_that_breaks_down_is_a_fault_and_silences_nobody() {
        house.every(OFTEN, task(Component.OUTPUT_ROTATION, () -> {
            throw new IllegalStateException("broke");
        })).every(OFTEN, another()).begin();

        othersGoOn();

        assertThat(told).contains("output rotation: java.lang.IllegalStateException: broke");
    }

    @Test
    void so_is_one_that_ends_with_an_error() {
        house.every(OFTEN, task(Component.HOUSEKEEPING, () -> {
            throw new NoClassDefFoundError("no descriptor to read it with");
        })).every(OFTEN, another()).begin();

        othersGoOn();

        assertThat(told).contains("housekeeping: java.lang.NoClassDefFoundError: no descriptor to read it with");
    }

    @Test
    void one_that_hangs_is_a_fault_and_another_thread_takes_over_the_others() throws InterruptedException {
        CountDownLatch disk = new CountDownLatch(1);
        AtomicInteger hung = new AtomicInteger();
        house.every(OFTEN, task(Component.OUTPUT_ROTATION, () -> {
            hung.incrementAndGet();
            awaited(disk);
        })).every(OFTEN, another()).begin();
        await().until(() -> hung.get() == 1);

        await().until(() -> {
            house.guard();
            return !told.isEmpty();
        });

        assertThat(told)
                .containsExactly("output rotation: has not come back for 0.2 s: the disk may hang. What else is "
                        + "to be kept in order goes on");
        othersGoOn();
        assertThat(hung).as("it is left out meanwhile").hasValue(1);

        disk.countDown();

        await().until(() -> told.contains("output rotation: works again"));
        await().until(() -> hung.get() > 1);
        hands.clear();
        othersGoOn();
        assertThat(hands).as("the one that hung has ended").hasSize(1);
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void one_that_takes_its_time_is_not_replaced() {
        house.every(OFTEN, another()).begin();
        othersGoOn();

        house.guard();
        othersGoOn();

        assertThat(told).isEmpty();
        assertThat(hands).hasSize(1);
    }
}
