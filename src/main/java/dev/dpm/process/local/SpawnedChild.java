package dev.dpm.process.local;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.dpm.process.ExitStatus;

/** A child that {@link Spawn} created. {@link OrphanWatch} reaps it. */
final class SpawnedChild implements Child {

    /**
     * The threads that report the ends of children. Each report has its own thread, so that a report that waits for a disk does
     * not delay the others.
     */
    private static final Executor REPORTERS = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS,
            new SynchronousQueue<>(), SpawnedChild::thread);

    private final long pid;
    private final CompletableFuture<ExitStatus> end = new CompletableFuture<>();

    SpawnedChild(long pid) {
        this.pid = pid;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(null, work, "exit-of-child", ExitWatch.STACK_BYTES);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public boolean isAlive() {
        return !end.isDone();
    }

    @Override
    public void onExit(Consumer<ExitStatus> callback) {
        var unused = end.thenAccept(status -> tell(() -> callback.accept(status)));
    }

    private static void tell(Runnable news) {
        try {
            REPORTERS.execute(news);
        } catch (OutOfMemoryError noThread) {
            // the kernel refuses a thread (Thread.start() then throws this error), so the present thread calls the listener
            news.run();
        }
    }

    @Override
    public boolean reapIfEnded() {
        Optional<ExitStatus> status = isAlive() ? Subreaper.ended(pid) : Optional.empty();
        status.ifPresent(end::complete);
        return status.isPresent();
    }
}
