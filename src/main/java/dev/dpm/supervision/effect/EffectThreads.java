package dev.dpm.supervision.effect;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for work that may block, such as a launch from a file server that does not answer. When all threads are busy, work
 * waits. An idle thread ends after ten seconds.
 */
public final class EffectThreads implements Executor {

    private static final int USUAL = 4;
    private static final int MOST = 64;
    private static final Duration IDLE = Duration.ofSeconds(10);

    /**
     * A queue that accepts work only for an idle thread. Otherwise it refuses the work, which makes the pool start another
     * thread.
     */
    private static final class HandOver extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean offer(Runnable work) {
            return tryTransfer(work);
        }

        void keep(Runnable work) {
            super.offer(work);
        }
    }

    private final HandOver waiting = new HandOver();
    private final ThreadPoolExecutor pool;

    public EffectThreads(ThreadFactory threads) {
        this(threads, USUAL, MOST);
    }

    /**
     * Makes the pool of threads.
     *
     * @param usual up to this number of threads, new work gets a new thread even if another thread is idle
     * @param most the largest number of threads; when all of them are busy, work waits
     */
    public EffectThreads(ThreadFactory threads, int usual, int most) {
        pool = new ThreadPoolExecutor(usual, most, IDLE.toMillis(), TimeUnit.MILLISECONDS, waiting, threads,
                (work, full) -> waits(work, full.isShutdown()));
        // one thread starts now, in case the system provides none later
        pool.prestartCoreThread();
    }

    private void waits(Runnable work, boolean tooLate) {
        if (!tooLate) {
            waiting.keep(work);
        }
    }

    @Override
    public void execute(Runnable work) {
        try {
            pool.execute(work);
        } catch (OutOfMemoryError noThread) {
            // {@link Thread#start} throws this error where the system provides no thread; the existing threads then do the work
            waiting.keep(work);
        }
    }

    /**
     * Waits for the work under way, so that no state file is half-written.
     *
     * @param patience the longest wait
     */
    public void close(Duration patience) throws InterruptedException {
        pool.shutdown();
        if (!pool.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            pool.shutdownNow();
        }
    }
}
