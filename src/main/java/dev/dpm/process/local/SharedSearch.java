package dev.dpm.process.local;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Shares the result of an expensive search among callers that wait at the same time. A caller only gets the result of a
 * search that began after the caller's request.
 *
 * @param <T> an immutable result
 */
final class SharedSearch<T> {

    /** The largest age of a result that is shared. */
    private static final Duration SHAREABLE = Duration.ofSeconds(1);

    private final Supplier<T> look;
    private final ReentrantLock underWay = new ReentrantLock();
    private FutureTask<T> next;
    private volatile Finished<T> last;

    private record Finished<R>(long began, long ended, R result, Finished<R> before) {

        boolean isSince(long moment) {
            return began - moment > 0 && System.nanoTime() - ended < SHAREABLE.toNanos();
        }

        Finished<R> alone() {
            return new Finished<>(began, ended, result, null);
        }
    }

    SharedSearch(Supplier<T> look) {
        this.look = look;
    }

    /**
     * The result of a search that began after a moment.
     *
     * @param moment a time of {@link System#nanoTime}
     */
    T since(long moment) {
        Finished<T> newest = last;
        return newest != null && newest.isSince(moment) ? newest.result() : now();
    }

    /**
     * The results of two searches, one after the other, that both began after a moment.
     *
     * @param moment a time of {@link System#nanoTime}
     */
    List<T> twiceSince(long moment) {
        Finished<T> newest = last;
        boolean hasBoth = newest != null && newest.isSince(moment) && newest.before() != null
                && newest.before().isSince(moment);
        return hasBoth ? List.of(newest.before().result(), newest.result()) : List.of(since(moment), now());
    }

    /**
     * Runs a search, or waits for one that another caller is about to run. If the search throws an exception, all waiting
     * callers get this exception.
     */
    T now() {
        FutureTask<T> mine;
        boolean isMineToRun;
        synchronized (this) {
            isMineToRun = next == null;
            if (isMineToRun) {
                next = new FutureTask<>(this::taken);
            }
            mine = next;
        }
        if (isMineToRun) {
            take(mine);
        }
        return result(mine);
    }

    private T taken() {
        long began = System.nanoTime();
        T result = look.get();
        Finished<T> before = last;
        last = new Finished<>(began, System.nanoTime(), result, before == null ? null : before.alone());
        return result;
    }

    private void take(FutureTask<T> mine) {
        underWay.lock();
        try {
            synchronized (this) {
                next = null;
            }
            mine.run();
        } finally {
            underWay.unlock();
        }
    }

    private T result(FutureTask<T> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return look.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            if (e.getCause() instanceof RuntimeException trouble) {
                throw trouble;
            }
            throw new IllegalStateException("a look throws nothing else", e);
        }
    }
}
