package dev.dpm.history;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * What is known of one target's usage and not yet on disk, and its newest samples. Stamps follow the runner's monotonic
 * clock from sample to sample, so that two never fall into one second by a hair; where the wall clock steps, they follow
 * it. May be used from any thread; nothing here waits.
 */
final class UsageMemory {

    /** Enough for the small charts. */
    static final int RECENT = 60;
    /** While the disk refuses: an hour of samples, a second apart. */
    static final int MOST_WAITING = 3600;
    /** A clock that was set back by more begins a new history; by less, and nothing is kept until it has caught up. */
    static final Duration SET_BACK = Duration.ofMinutes(10);

    /** From there on it was another clock. */
    private static final long STEPPED_SECONDS = 2;
    /** A missed sample doubles the distance; one that came late does not. */
    private static final double MISSED = 1.8;

    private final Deque<UsageSample> recent = new ArrayDeque<>();
    private final Deque<UsageSample> waiting = new ArrayDeque<>();
    private Duration lastAt = Duration.ZERO;
    private long lastSecond;
    private long interval = 1;
    private boolean setBack;

    /**
     * Takes in a sample.
     *
     * @param at when it was taken, on the runner's monotonic clock
     * @param wallSecond the same on the wall clock
     * @param every how often samples are taken
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

    /** What was known is of a time that has not come yet. */
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

    /** Samples of an earlier runner, older than all that are known here. */
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

    /** Not yet on disk, oldest first. */
    synchronized List<UsageSample> waiting() {
        return List.copyOf(waiting);
    }

    /** These are on disk now. */
    synchronized void written(List<UsageSample> samples) {
        long end = samples.get(samples.size() - 1).second();
        while (!waiting.isEmpty() && waiting.getFirst().second() <= end) {
            waiting.removeFirst();
        }
    }

    /** The second of the newest sample; 0: none. */
    synchronized long newest() {
        return lastSecond;
    }

    /** Seconds between two samples. */
    synchronized long interval() {
        return interval;
    }

    /** Whether the clock was set back so far that what is on disk is of the future; asked once. */
    synchronized boolean takeSetBack() {
        boolean was = setBack;
        setBack = false;
        return was;
    }
}
