package dev.dpm.process.local;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

import dev.dpm.process.OwnThread;

/**
 * Reports how children of the runner ended. On machines with one or two processors, Java reports each end on a new
 * thread. If the kernel refuses that thread, Java's future fails. This class then tries to get a thread of its own,
 * until one starts, so that no end is lost.
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
            // Java's onExit is not used here: it finds the process by its pid, which another process may have by now
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

    /**
     * Starts a thread that waits for the child's end, and retries until the kernel allows a thread. This method does
     * not wait for the child: its caller is Java's reaper thread, which sets the child's exit value only after the
     * method returns.
     */
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
