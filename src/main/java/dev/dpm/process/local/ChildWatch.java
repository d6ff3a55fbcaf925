package dev.dpm.process.local;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

import dev.dpm.process.OwnThread;

/**
 * Reports the exit values of ended children. If the kernel refuses Java a thread for this, starting a thread is tried
 * again until it succeeds.
 */
final class ChildWatch {

    private static final Duration TRY_AGAIN = Duration.ofMillis(50);

    private final ThreadFactory threads;

    ChildWatch(ThreadFactory threads) {
        this.threads = threads;
    }

    /** Calls the callback once, on any thread, with the exit value that Java reports for the ended child. */
    void onExit(Process child, IntConsumer callback) {
        if (!child.isAlive()) {
            // Process.onExit() is not used for an ended child: it finds the process by its pid, which another process may have by now
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
