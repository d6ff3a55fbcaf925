package dev.dpm.process.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedSearchTest {

    private static final int MANY = 40;

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final AtomicInteger looks = new AtomicInteger();
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);

    @AfterEach
    void end() {
        firstMayEnd.countDown();
        callers.shutdownNow();
    }

    /** A slow search: the first call waits until the test releases it. Each call returns its number. */
    private int slowAtFirst() {
        int number = looks.incrementAndGet();
        try {
            if (number == 1) {
                firstMayEnd.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return number;
    }

    private static void awaitWaiting(List<Thread> threads) {
        await().until(() -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
    }

    @Test
    void who_asks_during_a_look_shares_the_one_behind_it() throws Exception {
        SharedSearch<Integer> shared = new SharedSearch<>(this::slowAtFirst);
        Future<Integer> first = callers.submit(shared::now);
        await().until(() -> looks.get() == 1);
        List<Integer> seen = new CopyOnWriteArrayList<>();
        List<Thread> others = IntStream.range(0, MANY).mapToObj(one -> new Thread(() -> seen.add(shared.now())))
                .toList();
        others.forEach(Thread::start);
        awaitWaiting(others);

        firstMayEnd.countDown();

        assertThat(first.get()).isEqualTo(1);
        for (Thread other : others) {
            other.join();
        }
        assertThat(seen).as("of a look that began after they asked").hasSize(MANY).containsOnly(2);
        assertThat(looks).hasValue(2);
    }

    @Test
    void one_after_the_other_each_gets_a_look_of_its_own() {
        SharedSearch<Integer> shared = new SharedSearch<>(looks::incrementAndGet);

        assertThat(List.of(shared.now(), shared.now(), shared.now())).containsExactly(1, 2, 3);
    }

    @Test
    void who_names_a_moment_before_the_newest_look_gets_that_one() {
        SharedSearch<Integer> shared = new SharedSearch<>(looks::incrementAndGet);
        long before = System.nanoTime();

        assertThat(List.of(shared.since(before), shared.since(before), shared.since(before))).containsExactly(1, 1, 1);
        assertThat(shared.since(System.nanoTime())).as("of a look that began after the moment").isEqualTo(2);
        assertThat(shared.since(before)).isEqualTo(2);
    }

    @Test
    void who_wants_two_looks_since_a_moment_shares_both() {
        SharedSearch<Integer> shared = new SharedSearch<>(looks::incrementAndGet);
        long before = System.nanoTime();

        assertThat(shared.twiceSince(before)).containsExactly(1, 2);
        assertThat(shared.twiceSince(before)).containsExactly(1, 2);
        long between = System.nanoTime();
        assertThat(shared.now()).isEqualTo(3);
        assertThat(shared.twiceSince(between)).as("of a second one that began after the moment").containsExactly(3, 4);
    }

    @Test
    void a_look_that_ended_long_ago_is_not_shared() throws Exception {
        SharedSearch<Integer> shared = new SharedSearch<>(looks::incrementAndGet);
        long before = System.nanoTime();
        shared.now();

        await().until(() -> shared.since(before) == 2);
    }

    @Test
    void trouble_reaches_who_asked_and_the_next_look_is_taken_anew() {
        SharedSearch<Integer> shared = new SharedSearch<>(() -> {
            if (looks.incrementAndGet() == 1) {
                throw new UncheckedIOException(new IOException("no descriptors"));
            }
            return looks.get();
        });

        assertThatThrownBy(shared::now).isInstanceOf(UncheckedIOException.class).hasMessageContaining("no descriptors");
        assertThat(shared.now()).isEqualTo(2);
    }

    @Test
    void who_is_interrupted_while_it_waits_looks_itself() throws Exception {
        SharedSearch<Integer> shared = new SharedSearch<>(this::slowAtFirst);
        callers.submit(shared::now);
        await().until(() -> looks.get() == 1);
        List<Integer> seen = new CopyOnWriteArrayList<>();
        Thread taker = new Thread(() -> seen.add(shared.now()));
        taker.start();
        awaitWaiting(List.of(taker));
        Thread waiting = new Thread(() -> seen.add(shared.now()));
        waiting.start();
        awaitWaiting(List.of(waiting));

        waiting.interrupt();

        waiting.join();
        assertThat(seen).containsExactly(2);
        firstMayEnd.countDown();
        taker.join();
    }
}
