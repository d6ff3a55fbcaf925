package dev.dpm.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs repeated tasks, each with its own period, on one thread. If a task fails or hangs, this becomes a fault of the runner.
 * If it hangs, another thread runs the other tasks.
 */
final class Housekeeping {

    /** The duration after which a task counts as hanging. The slowest task takes at most 5 s. */
    static final Duration LONGEST = Duration.ofSeconds(10);

    private final StandingThreads threads;
    private final Duration longest;
    private final List<Duty> duties = new ArrayList<>();
    private Optional<Duty> underway = Optional.empty();
    private long underwaySince;
    private int hand;

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

    /** @param longest the duration after which a task counts as hanging */
    Housekeeping(StandingThreads threads, Duration longest) {
        this.threads = threads;
        this.longest = longest;
    }

    /** Adds a task. A task can only be added before {@code begin} is called. */
    Housekeeping every(Duration period, PeriodicTask task) {
        return every(period, period, task);
    }

    /**
     * Adds a task. A task can only be added before {@code begin} is called.
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

    /** If a task hangs, lets another thread run the other tasks. This method is called on a third thread. */
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
     * Runs tasks in a loop.
     * @param self the number of the present thread; the loop ends when another thread has replaced it
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

    private synchronized void done(Duty duty, int self) {
        long late = System.nanoTime() - duty.due;
        duty.due += duty.period * (late / duty.period + 1);
        duty.hangs = false;
        if (self == hand) {
            underway = Optional.empty();
        }
    }
}
