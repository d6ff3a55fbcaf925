package dev.dpm.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class LineWriterTest {

    private final List<Integer> written = new CopyOnWriteArrayList<>();
    private final AtomicBoolean refuses = new AtomicBoolean();

    private int write(List<Integer> lines) throws IOException {
        if (refuses.get()) {
            throw new IOException("No space left on device");
        }
        int some = Math.min(3, lines.size());
        written.addAll(lines.subList(0, some));
        return some;
    }

    @Test
    void writes_in_order_and_drains_on_close() {
        LineWriter<Integer> writer = new LineWriter<>("/x/a.log", this::write, 1000);
        IntStream.range(0, 500).forEach(writer::offer);
        writer.close();
        assertThat(written).isEqualTo(IntStream.range(0, 500).boxed().toList());
        assertThat(writer.dropped()).isZero();
    }

    @Test
    void lines_that_come_one_right_after_the_other_are_written_together() throws Exception {
        List<Integer> sizes = new CopyOnWriteArrayList<>();
        try (LineWriter<Integer> writer = new LineWriter<>("/x/a.log", lines -> {
            sizes.add(lines.size());
            return lines.size();
        }, 1000)) {
            writer.offer(0);
            await().until(() -> sizes.size() == 1);
            for (int round = 0; round < 20; round++) {
                int before = sizes.size();
                writer.offer(1);
                Thread.sleep(1);
                writer.offer(2);
                await().until(() -> sizes.size() > before);
            }
        }
        assertThat(sizes).filteredOn(size -> size == 2).hasSizeGreaterThan(10);
    }

    @Test
    void keeps_lines_while_the_disk_refuses_and_writes_them_later() {
        refuses.set(true);
        LineWriter<Integer> writer = new LineWriter<>("/x/a.log", this::write, 1000);
        writer.offer(1);
        await().until(() -> writer.fault().isPresent());
        writer.offer(2);
        assertThat(writer.fault())
                .contains("/x/a.log cannot be written: no space left on device; 2 lines wait in memory, 0 dropped");
        refuses.set(false);
        await().untilAsserted(() -> assertThat(written).containsExactly(1, 2));
        await().until(() -> writer.fault().isEmpty());
        writer.close();
    }

    @Test
    void drops_the_oldest_where_too_many_wait() throws Exception {
        CountDownLatch inWrite = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        LineWriter<Integer> writer = new LineWriter<>("a.log", lines -> {
            inWrite.countDown();
            awaitQuietly(goOn);
            return write(lines);
        }, 2);
        writer.offer(0);
        inWrite.await();
        IntStream.rangeClosed(1, 5).forEach(writer::offer);
        goOn.countDown();
        writer.close();
        assertThat(written).containsExactly(0, 4, 5);
        assertThat(writer.dropped()).isEqualTo(3);
    }

    private static void awaitQuietly(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void a_line_that_cannot_be_rendered_loses_only_itself() {
        LineWriter<Integer> writer = new LineWriter<>("a.log", lines -> {
            if (lines.contains(2)) {
                throw new IllegalStateException("no words for 2");
            }
            return write(lines);
        }, 100);
        IntStream.rangeClosed(1, 9).forEach(writer::offer);
        writer.close();
        assertThat(written).containsExactly(1, 3, 4, 5, 6, 7, 8, 9);
        assertThat(writer.dropped()).isEqualTo(1);
    }

    @Test
    void closing_on_a_disk_that_refuses_gives_up_and_counts() {
        refuses.set(true);
        LineWriter<Integer> writer = new LineWriter<>("a.log", this::write, 100);
        IntStream.range(0, 5).forEach(writer::offer);
        writer.close();
        assertThat(written).isEmpty();
        assertThat(writer.dropped()).isEqualTo(5);
    }
}
