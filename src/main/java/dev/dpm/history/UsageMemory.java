package dev.dpm.history;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * The newest samples of a target. Their times follow the monotonic clock; after a jump of the wall clock, they follow the new
 * wall-clock time. Thread-safe.
 */
final class UsageMemory {

    /** The number of samples that stay in memory, as many as the small charts show. */
    static final int RECENT = 60;
    /**
     * The largest number of samples that wait in memory because the disk has refused them: those of an hour, if there is one
     * each second.
     */
    static final int MOST_WAITING = 3600;
    /** If the wall clock is set back by more than this, the usage history begins anew. */
    static final Duration SET_BACK = Duration.ofMinutes(10);

    /**
     * A difference in seconds between the monotonic clock and the wall clock. If it is larger, somebody has set the wall clock.
     */
    private static final long STEPPED_SECONDS = 2;
    /**
     * The distance of two samples, in sampling intervals, from which a sample counts as missed. A late sample makes the
     * distance smaller than this.
     */
    private static final double MISSED = 1.8;

    private final Deque<UsageSample> recent = new ArrayDeque<>();
    private final Deque<UsageSample> waiting = new ArrayDeque<>();
    private Duration lastAt = Duration.ZERO;
    private long lastSecond;
    private long interval = 1;
    private boolean setBack;

    /**
     * Adds a sample.
     * @param at the time on the monotonic clock
     * @param wallSecond the same moment on the wall clock, in seconds since 1970
     * @param every the sampling interval
     */
    synchronized void add(Duration at, long wallSecond, Duration every, double cpu, double memory) {
        Duration elapsed = at.minus(lastAt);
        interval = Math.max(1, Math.round(every.toMillis() / 1000.0));
        long second = lastSecond + Math.max(1, Math.round(elapsed.toMillis() / 1000.0));
        if (Math.abs(second - wallSecond) > STEPPED_SECONDS) {
            second = wallSecond;
        }
        if (lastSecond - second > SET_BACK.toSeconds()) {
            beginAnew();
        }
        boolean follows = lastSecond > 0 && elapsed.toMillis() < MISSED * every.toMillis();
        lastAt = at;
        if (second <= lastSecond) {
            return;
        }
        long covers = follows ? second - lastSecond : Math.min(interval, second - lastSecond);
        keep(new UsageSample(second, Math.min(covers, second), cpu, memory));
    }

    /** Removes all samples after the wall clock was set back, since their times are now in the future. */
    private void beginAnew() {
        recent.clear();
        waiting.clear();
        lastSecond = 0;
        setBack = true;
    }

    private void keep(UsageSample sample) {
        lastSecond = sample.second();
        push(recent, sample, RECENT);
        push(waiting, sample, MOST_WAITING);
    }

    private static void push(Deque<UsageSample> samples, UsageSample sample, int most) {
        if (samples.size() >= most) {
            samples.removeFirst();
        }
        samples.addLast(sample);
    }

    synchronized void remember(Collection<UsageSample> earlier) {
        List<UsageSample> newestFirst = new ArrayList<>(earlier);
        for (int i = newestFirst.size() - 1; i >= 0 && recent.size() < RECENT; i--) {
            if (recent.isEmpty() || newestFirst.get(i).second() < recent.getFirst().second()) {
                recent.addFirst(newestFirst.get(i));
            }
        }
    }

    synchronized List<UsageSample> recent() {
        return List.copyOf(recent);
    }

    synchronized List<UsageSample> waiting() {
        return List.copyOf(waiting);
    }

    synchronized void written(List<UsageSample> samples) {
        long end = samples.get(samples.size() - 1).second();
        while (!waiting.isEmpty() && waiting.getFirst().second() <= end) {
            waiting.removeFirst();
        }
    }

    /** The time of the newest sample in seconds since 1970; 0: there is none. */
    synchronized long newest() {
        return lastSecond;
    }

    synchronized long interval() {
        return interval;
    }

    /**
     * Whether the wall clock was set back so far that the history begins anew. After each such change of the clock, only the
     * first call returns true.
     */
    synchronized boolean takeSetBack() {
        boolean was = setBack;
        setBack = false;
        return was;
    }
}
