package dev.dpm.process.local;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A look that costs much and that many want at once. One is taken at a time, and whoever waits for the next one shares it:
 * sixty targets that are stopped together look over the machine a few times, and not sixty times each. Nobody gets an
 * answer from a look that had begun before it was asked for.
 *
 * @param <T> what is seen; shared, so it does not change
 */
final class SharedLook<T> {

    private final Supplier<T> look;
    private final ReentrantLock underWay = new ReentrantLock();
    /** Nobody has begun it yet; null where nobody waits for one. */
    private FutureTask<T> next;

    SharedLook(Supplier<T> look) {
        this.look = look;
    }

    /** What there is now. What the look throws, everybody gets who shares it. */
    T now() {
        FutureTask<T> mine;
        boolean isMineToTake;
        synchronized (this) {
            isMineToTake = next == null;
            if (isMineToTake) {
                next = new FutureTask<>(look::get);
            }
            mine = next;
        }
        if (isMineToTake) {
            take(mine);
        }
        return result(mine);
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
