package dev.dpm.history;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/** The newest samples of a target. Times follow the monotonic clock, except after a jump of the wall clock. Thread-safe. */
final class UsageMemory {

    /** The number of samples in memory, as many as the small charts show. */
    static final int RECENT = 60;
    /** The largest number of samples that the disk has refused: an hour. */
    static final int MOST_WAITING = 3600;
    /** If the wall clock is set back by more than this, the history begins anew. */
    static final Duration SET_BACK = Duration.ofMinutes(10);

    /** A larger difference between the clocks means that somebody has set the wall clock. */
    private static final long STEPPED_SECONDS = 2;
    /** The distance, in intervals, that means a missed sample. A late one increases it less. */
    private static final double MISSED = 1.8;

    private final Deque<UsageSample> recent = new ArrayDeque<>();
    private final Deque<UsageSample> waiting = new ArrayDeque<>();
    private Duration lastAt = Duration.ZERO;
    private long lastSecond;
    private long interval = 1;
    private boolean setBack;

    /**
     * @param at on the monotonic clock
     * @param wallSecond the same moment on the wall clock
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

    /** Drops samples whose times are in the future, after the wall clock was set back. */
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

    /** Adds older samples of an earlier runner. */
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

    /** The newest sample in seconds since 1970; 0: none. */
    synchronized long newest() {
        return lastSecond;
    }

    synchronized long interval() {
        return interval;
    }

    /** Whether the wall clock was set back far; true once for each time. */
    synchronized boolean takeSetBack() {
        boolean was = setBack;
        setBack = false;
        return was;
    }
}
