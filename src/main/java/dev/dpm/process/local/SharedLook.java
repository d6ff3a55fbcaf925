package dev.dpm.process.local;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Shares an expensive search among callers that want one at the same time. One search runs at a time, and all callers
 * that wait for the next search share it: sixty targets that are stopped together then need a few searches of the
 * machine instead of sixty or more. No caller gets a result of a search that began before the moment that it names.
 *
 * @param <T> the result; shared, so it must not change
 */
final class SharedLook<T> {

    /** How old a finished search may be when it is shared once more. */
    private static final Duration SHAREABLE = Duration.ofSeconds(1);

    private final Supplier<T> look;
    private final ReentrantLock underWay = new ReentrantLock();
    /** The next search, which has not begun yet; null where no caller waits for one. */
    private FutureTask<T> next;
    /** The newest search that ended without an exception; null: there was none. */
    private volatile Taken<T> last;

    /**
     * A search that ended without an exception.
     *
     * @param began when it began, by {@link System#nanoTime}
     * @param before the search before it; null: there was none, or it is of no use any more
     */
    private record Taken<R>(long began, long ended, R result, Taken<R> before) {

        boolean isSince(long moment) {
            return began - moment > 0 && System.nanoTime() - ended < SHAREABLE.toNanos();
        }

        Taken<R> alone() {
            return new Taken<>(began, ended, result, null);
        }
    }

    SharedLook(Supplier<T> look) {
        this.look = look;
    }

    /**
     * The result of a search that began after a moment: of one that has just ended, or of a new one.
     *
     * @param moment a value of {@link System#nanoTime}
     */
    T since(long moment) {
        Taken<T> newest = last;
        return newest != null && newest.isSince(moment) ? newest.result() : now();
    }

    /**
     * The results of two searches, one after the other, that both began after a moment.
     *
     * @param moment a value of {@link System#nanoTime}
     */
    List<T> twiceSince(long moment) {
        Taken<T> newest = last;
        boolean hasBoth = newest != null && newest.isSince(moment) && newest.before() != null
                && newest.before().isSince(moment);
        return hasBoth ? List.of(newest.before().result(), newest.result()) : List.of(since(moment), now());
    }

    /**
     * Runs a search, or shares a search that begins after this call. An exception of the search goes to every caller
     * that shares it.
     */
    T now() {
        FutureTask<T> mine;
        boolean isMineToTake;
        synchronized (this) {
            isMineToTake = next == null;
            if (isMineToTake) {
                next = new FutureTask<>(this::taken);
            }
            mine = next;
        }
        if (isMineToTake) {
            take(mine);
        }
        return result(mine);
    }

    private T taken() {
        long began = System.nanoTime();
        T result = look.get();
        Taken<T> before = last;
        last = new Taken<>(began, System.nanoTime(), result, before == null ? null : before.alone());
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
