package dev.dpm.process.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class ChildWatchTest {

    private final List<Integer> told = new CopyOnWriteArrayList<>();
    private final CountDownLatch once = new CountDownLatch(1);
    private final Child child = new Child();
    /** For each next request for a thread, whether the system grants it. */
    private final Deque<Boolean> given = new ArrayDeque<>();
    private final ChildWatch watch = new ChildWatch(this::thread);

    /** A process that ends when the test says so. */
    private static final class Child extends Process {
        private final CompletableFuture<Process> exit = new CompletableFuture<>();
        private final CountDownLatch reaped = new CountDownLatch(1);

        /**
         * Ends without a notification, as when Java found no thread for it: Java's reaper sets the exit value only
         * afterwards.
         */
        void endsUnheard() {
            exit.completeExceptionally(new OutOfMemoryError("unable to create native thread"));
            reaped.countDown();
        }

        @Override
        public CompletableFuture<Process> onExit() {
            return exit.copy();
        }

        @Override
        public boolean isAlive() {
            return reaped.getCount() > 0;
        }

        @Override
        public int waitFor() throws InterruptedException {
            reaped.await();
            return 7;
        }

        @Override
        public int exitValue() {
            if (isAlive()) {
                throw new IllegalThreadStateException("has not ended");
            }
            return 7;
        }

        @Override
        public OutputStream getOutputStream() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public InputStream getInputStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public InputStream getErrorStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public void destroy() {
            throw new UnsupportedOperationException("nobody ends it but the test");
        }
    }

    private Thread thread(Runnable work) {
        return given.remove() ? new Thread(work) : new Thread(work) {
            @Override
            public void start() {
                throw new OutOfMemoryError("unable to create native thread");
            }
        };
    }

    private void hear(int value) {
        told.add(value);
        once.countDown();
    }

    @Test
    void an_end_that_java_had_no_thread_to_tell_is_told_when_there_is_one() throws InterruptedException {
        given.addAll(List.of(false, false, true));
        watch.onExit(child, this::hear);

        child.endsUnheard();

        assertThat(once.await(30, TimeUnit.SECONDS)).as("told").isTrue();
        assertThat(told).containsExactly(7);
    }

    @Test
    void one_that_ended_before_anybody_asked_needs_no_thread() {
        child.endsUnheard();

        watch.onExit(child, this::hear);

        assertThat(told).containsExactly(7);
    }
}
