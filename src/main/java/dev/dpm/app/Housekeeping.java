package dev.dpm.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs the runner's repeated work (tasks), each task with its own period, all on one thread: tasks that are due at
 * the same moment wake the machine only once.
 *
 * <p>
 * If a task throws, the runner reports a fault and repeats the task. If a task hangs, for example on a disk that
 * does not answer, the runner reports a fault too: another thread takes over all other tasks, and the hanging task is
 * skipped until it returns.
 */
final class Housekeeping {

    /** The longest duration of a task. The slowest task, the usage history, takes at most 5 s. */
    static final Duration LONGEST = Duration.ofSeconds(10);

    private final StandingThreads threads;
    private final Duration longest;
    private final List<Duty> duties = new ArrayList<>();
    private Optional<Duty> underway = Optional.empty();
    private long underwaySince;
    private int hand;

    /** A task with its period and its next run. Only code that holds the lock of {@code Housekeeping} may use it. */
    private static final class Duty {
        private final PeriodicTask task;
        private final long first;
        private final long period;
        private long due;
        private boolean hangs;

        Duty(PeriodicTask task, Duration first, Duration period) {
            this.task = task;
            this.first = first.toNanos();
            this.period = period.toNanos();
        }
    }

    Housekeeping(StandingThreads threads) {
        this(threads, LONGEST);
    }

    /**
     * Makes the housekeeping, without any task yet.
     *
     * @param longest the duration after which a task counts as hanging, so that another thread runs the other tasks
     */
    Housekeeping(StandingThreads threads, Duration longest) {
        this.threads = threads;
        this.longest = longest;
    }

    /** Adds a task that the housekeeping repeats with this period. Must be called before {@code begin}. */
    Housekeeping every(Duration period, PeriodicTask task) {
        return every(period, period, task);
    }

    /**
     * Adds a task that the housekeeping repeats with this period.
     *
     * @param first how long after {@code begin} the task runs for the first time
     */
    Housekeeping every(Duration period, Duration first, PeriodicTask task) {
        duties.add(new Duty(task, first, period));
        return this;
    }

    synchronized void begin() {
        long now = System.nanoTime();
        duties.forEach(duty -> duty.due = now + duty.first);
        handOver();
    }

    private void handOver() {
        int next = ++hand;
        threads.begin("housekeeping", () -> work(next));
    }

    /**
     * Checks whether a task hangs, so that another thread runs the other tasks. Another thread than that of the
     * tasks calls this method.
     */
    synchronized void guard() {
        boolean isLate = underway.isPresent() && System.nanoTime() - underwaySince >= longest.toNanos();
        if (isLate) {
            Duty late = underway.get();
            late.hangs = true;
            late.task.hangs(longest);
            underway = Optional.empty();
            handOver();
        }
    }

    /**
     * Runs tasks in a loop. If another thread has taken over because a task hangs on this thread, this thread ends
     * when that task returns.
     *
     * @param self number of this thread
     */
    private void work(int self) {
        try {
            while (isAtWork(self)) {
                TimeUnit.NANOSECONDS.sleep(pause());
                for (Duty duty : duties) {
                    if (take(duty, self)) {
                        duty.task.run();
                        done(duty, self);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isAtWork(int self) {
        return self == hand;
    }

    private synchronized long pause() {
        long now = System.nanoTime();
        return duties.stream().filter(duty -> !duty.hangs).mapToLong(duty -> duty.due - now).min()
                .orElse(longest.toNanos());
    }

    private synchronized boolean take(Duty duty, int self) {
        long now = System.nanoTime();
        if (self != hand || duty.hangs || duty.due - now > 0) {
            return false;
        }
        underway = Optional.of(duty);
        underwaySince = now;
        return true;
    }

    /**
     * Plans the next run of a task at a multiple of its period after its first run. Tasks whose periods are
     * multiples of each other then run at the same moments.
     */
    private synchronized void done(Duty duty, int self) {
        long late = System.nanoTime() - duty.due;
        duty.due += duty.period * (late / duty.period + 1);
        duty.hangs = false;
        if (self == hand) {
            underway = Optional.empty();
        }
    }
}
