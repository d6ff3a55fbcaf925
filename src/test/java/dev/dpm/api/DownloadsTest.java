package dev.dpm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.ws.rs.core.StreamingOutput;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.dpm.command.Refusal;

class DownloadsTest {

    private static final StreamingOutput QUICK = to -> to.write('x');

    private final Downloads downloads = new Downloads();
    private final CountDownLatch taken = new CountDownLatch(Downloads.MOST);
    private final CountDownLatch isRead = new CountDownLatch(1);
    private final List<CompletableFuture<Void>> readers = new ArrayList<>();

    @AfterEach
    void read() {
        isRead.countDown();
    }

    @Test
    void while_all_places_are_taken_the_next_is_refused_and_told_when_to_come_back() throws Exception {
        StreamingOutput early = downloads.of(QUICK);
        slowReaders();

        assertThatThrownBy(() -> downloads.of(QUICK)).asInstanceOf(type(Refusal.class)).satisfies(refusal -> {
            assertThat(refusal.status()).isEqualTo(503);
            assertThat(refusal.againAfterSeconds()).hasValue(10);
            assertThat(refusal.getMessage()).contains("2 downloads are under way", "try again");
        });
        assertThatThrownBy(() -> early.write(OutputStream.nullOutputStream())).isInstanceOf(Refusal.class);
    }

    @Test
    void a_place_is_free_again_when_all_is_written() throws Exception {
        slowReaders();
        isRead.countDown();
        for (CompletableFuture<Void> reader : readers) {
            reader.get(10, TimeUnit.SECONDS);
        }

        ByteArrayOutputStream to = new ByteArrayOutputStream();
        downloads.of(QUICK).write(to);

        assertThat(to.toString()).isEqualTo("x");
    }

    @Test
    void a_place_is_free_again_when_the_reader_is_gone_or_something_broke_or_nothing_was_read() throws Exception {
        for (int i = 0; i < 3 * Downloads.MOST; i++) {
            StreamingOutput gone = downloads.of(to -> {
                throw new IOException("connection reset");
            });
            StreamingOutput broken = downloads.of(to -> {
                throw new IllegalStateException("broken");
            });
            downloads.of(QUICK);
            assertThatThrownBy(() -> gone.write(OutputStream.nullOutputStream())).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> broken.write(OutputStream.nullOutputStream()))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private void slowReaders() throws InterruptedException {
        for (int i = 0; i < Downloads.MOST; i++) {
            StreamingOutput slow = downloads.of(to -> {
                taken.countDown();
                await(isRead);
            });
            readers.add(CompletableFuture.runAsync(() -> {
                try {
                    slow.write(OutputStream.nullOutputStream());
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }, task -> new Thread(task).start()));
        }
        assertThat(taken.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
