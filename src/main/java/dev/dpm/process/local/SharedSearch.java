package dev.dpm.process.local;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Shares an expensive search among callers that need its result at the same time. One search runs at a time, and all
 * callers that wait for the next search share its result. Sixty targets that are stopped together then need only a few
 * searches of the machine. Each caller passes a moment, and gets the result of a search that began after that moment.
 *
 * @param <T> the result; several callers share it, so it must be immutable
 */
final class SharedSearch<T> {

    /** The greatest age at which the result of a finished search is returned to another caller. */
    private static final Duration SHAREABLE = Duration.ofSeconds(1);

    private final Supplier<T> look;
    private final ReentrantLock underWay = new ReentrantLock();
    /** The next search of the machine, which has not begun yet; null if no caller waits for one. */
    private FutureTask<T> next;
    /** The newest search of the machine that ended without an exception; null if there was none. */
    private volatile Finished<T> last;

    /**
     * A search that ended without an exception.
     *
     * @param began the moment at which the search began, by {@link System#nanoTime}
     * @param before the search before this one; null: there was none, or it is too old to be used
     */
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
     * The result of a search that began after the given moment: a search that has just ended, or a new one.
     *
     * @param moment a value of {@link System#nanoTime}
     */
    T since(long moment) {
        Finished<T> newest = last;
        return newest != null && newest.isSince(moment) ? newest.result() : now();
    }

    /**
     * The results of two searches, the second of which began after the first had ended. Both began after the given
     * moment.
     *
     * @param moment a value of {@link System#nanoTime}
     */
    List<T> twiceSince(long moment) {
        Finished<T> newest = last;
        boolean hasBoth = newest != null && newest.isSince(moment) && newest.before() != null
                && newest.before().isSince(moment);
        return hasBoth ? List.of(newest.before().result(), newest.result()) : List.of(since(moment), now());
    }

    /**
     * Runs a search, or shares a search that begins after this call. If the search throws an exception, every caller
     * that shares the search gets it.
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
