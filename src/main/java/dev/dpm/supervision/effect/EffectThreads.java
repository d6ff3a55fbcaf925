package dev.dpm.supervision.effect;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for work that may block. Normally there are few; each target whose work hangs adds one, up to a limit.
 *
 * <p> A folder on a server that does not answer delays a launch for minutes; with a few threads for all, some such
 * targets would delay every other. Work that comes when all threads are taken waits for the first free one. An idle
 * thread ends after ten seconds.
 */
public final class EffectThreads implements Executor {

    private static final int USUAL = 4;
    private static final int MOST = 64;
    private static final Duration IDLE = Duration.ofSeconds(10);

    /**
     * The queue of the pool. It gives work to an idle thread, and refuses work where no thread is idle. The refusal
     * makes the pool start a new thread, so that no work waits.
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
     * Makes the pool.
     *
     * @param usual the number of threads that are kept once they were needed
     * @param most the largest number of threads, which is reached when some hang
     */
    public EffectThreads(ThreadFactory threads, int usual, int most) {
        pool = new ThreadPoolExecutor(usual, most, IDLE.toMillis(), TimeUnit.MILLISECONDS, waiting, threads,
                (work, full) -> waits(work, full.isShutdown()));
        // the first thread is started now, so that there is one even if the system gives no more later
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
            // Thread.start throws this if the system gives no thread; the existing threads then do the work
            waiting.keep(work);
        }
    }

    /** Waits a moment for the work that is under way, so that no state file is left half-written. */
    public void close(Duration patience) throws InterruptedException {
        pool.shutdown();
        if (!pool.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            pool.shutdownNow();
        }
    }
}
