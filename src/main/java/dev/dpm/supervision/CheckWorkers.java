package dev.dpm.supervision;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.dpm.check.CheckResult;
import dev.dpm.check.Checked;
import dev.dpm.check.Prober;
import dev.dpm.process.Incarnation;

/**
 * Runs checks on threads of its own, so that the supervision loop never waits for a check. The threads exist only while
 * there is work.
 */
final class CheckWorkers {

    /**
     * The largest number of checks that run at the same time. Further checks wait until one ends, by its
     * --check_timeout at the latest.
     */
    private static final int MOST = 8;
    private static final Duration IDLE = Duration.ofSeconds(2);

    /** Receives one result for each check run that was ordered. The methods may be called on any thread. */
    @FunctionalInterface
    interface ResultListener {
        void checked(Incarnation life, Checked result);
    }

    private final Prober prober;
    private final Supplier<Duration> clock;
    private final Supplier<Snapshot> seen;
    private final ResultListener results;
    private final ThreadPoolExecutor threads;

    CheckWorkers(Prober prober, Supplier<Duration> clock, Supplier<Snapshot> seen, ResultListener results,
            ThreadFactory threads) {
        this.prober = prober;
        this.clock = clock;
        this.seen = seen;
        this.results = results;
        this.threads = new ThreadPoolExecutor(MOST, MOST, IDLE.toMillis(), TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(), threads);
        this.threads.allowCoreThreadTimeOut(true);
    }

    void take(CheckSchedule.Due due) {
        try {
            threads.execute(() -> results.checked(due.life(), CheckSchedule.run(prober, due, clock.get(), seen.get())));
        } catch (OutOfMemoryError noThread) {
            // {@link Thread#start} throws this error where the system provides no thread. A result must be reported
            // nevertheless, since the next run of the check waits for the result of this one.
            results.checked(due.life(), new Checked(due.order().spec(), clock.get(),
                    CheckResult.unknown("was not run: the system gives the runner no thread")));
        }
    }

    /**
     * Interrupts the check runs that are under way, which also ends the shells of checks by command, and waits until
     * these runs have ended.
     *
     * @param patience the longest wait
     */
    void close(Duration patience) throws InterruptedException {
        threads.shutdownNow();
        threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
