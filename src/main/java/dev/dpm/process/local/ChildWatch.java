package dev.dpm.process.local;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

import dev.dpm.process.OwnThread;

/**
 * Tells how children of ours ended. Java says so on a thread that it makes for the purpose where there are one or two
 * processors; where the system gives it none, its future fails, and we wait for a thread instead: no end is lost.
 */
final class ChildWatch {

    private static final Duration TRY_AGAIN = Duration.ofMillis(50);

    private final ThreadFactory threads;

    ChildWatch(ThreadFactory threads) {
        this.threads = threads;
    }

    /** Calls back once, with Java's exit value, on any thread. */
    void onExit(Process child, IntConsumer callback) {
        if (!child.isAlive()) {
            // Java would go by the pid, which another process may bear by now
            callback.accept(child.exitValue());
            return;
        }
        var unused = child.onExit().whenComplete((ended, noThread) -> {
            if (noThread == null) {
                callback.accept(ended.exitValue());
            } else {
                begin(threads, () -> tell(child, callback));
            }
        });
    }

    /** Java's thread that reaped this very child comes here, and knows the exit value only when we let it go on. */
    private static void begin(ThreadFactory threads, Runnable work) {
        while (OwnThread.begin(threads.newThread(work)).isPresent()) {
            LockSupport.parkNanos(TRY_AGAIN.toNanos());
        }
    }

    private static void tell(Process child, IntConsumer callback) {
        try {
            callback.accept(child.waitFor());
        } catch (InterruptedException e) {
            throw new IllegalStateException("a thread that nobody else knows was interrupted", e);
        }
    }
}
