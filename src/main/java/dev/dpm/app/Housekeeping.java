package dev.dpm.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs the runner's repeated work (chores), each chore with its own period, all on one thread: chores that are due at
 * the same moment wake the machine only once.
 *
 * <p>
 * If a chore throws, the runner reports a fault and repeats the chore. If a chore hangs, for example on a disk that
 * does not answer, the runner reports a fault too: another thread takes over all other chores, and the hanging chore is
 * skipped until it returns.
 */
final class Housekeeping {

    /** The longest duration of a chore. The slowest chore, the usage history, takes at most 5 s. */
    static final Duration LONGEST = Duration.ofSeconds(10);

    private final StandingThreads threads;
    private final Duration longest;
    private final List<Duty> duties = new ArrayList<>();
    private Optional<Duty> underway = Optional.empty();
    private long underwaySince;
    private int hand;

    /** A chore with its period and its next run. Only code that holds the lock of {@code Housekeeping} may use it. */
    private static final class Duty {
        private final Chore chore;
        private final long first;
        private final long period;
        private long due;
        private boolean hangs;

        Duty(Chore chore, Duration first, Duration period) {
            this.chore = chore;
            this.first = first.toNanos();
            this.period = period.toNanos();
        }
    }

    Housekeeping(StandingThreads threads) {
        this(threads, LONGEST);
    }

    /**
     * Makes the housekeeping, without any chore yet.
     *
     * @param longest the duration after which a chore counts as hanging, so that another thread runs the other chores
     */
    Housekeeping(StandingThreads threads, Duration longest) {
        this.threads = threads;
        this.longest = longest;
    }

    /** Adds a chore that the housekeeping repeats with this period. Must be called before {@code begin}. */
    Housekeeping every(Duration period, Chore chore) {
        return every(period, period, chore);
    }

    /**
     * Adds a chore that the housekeeping repeats with this period.
     *
     * @param first how long after {@code begin} the chore runs for the first time
     */
    Housekeeping every(Duration period, Duration first, Chore chore) {
        duties.add(new Duty(chore, first, period));
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
     * Checks whether a chore hangs, so that another thread runs the other chores. Another thread than that of the
     * chores calls this method.
     */
    synchronized void guard() {
        boolean isLate = underway.isPresent() && System.nanoTime() - underwaySince >= longest.toNanos();
        if (isLate) {
            Duty late = underway.get();
            late.hangs = true;
            late.chore.hangs(longest);
            underway = Optional.empty();
            handOver();
        }
    }

    /**
     * Runs chores in a loop. If another thread has taken over because a chore hangs on this thread, this thread ends
     * when that chore returns.
     *
     * @param self number of this thread
     */
    private void work(int self) {
        try {
            while (isAtWork(self)) {
                TimeUnit.NANOSECONDS.sleep(pause());
                for (Duty duty : duties) {
                    if (take(duty, self)) {
                        duty.chore.run();
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
     * Plans the next run of a chore at a multiple of its period after its first run. Chores whose periods are
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
