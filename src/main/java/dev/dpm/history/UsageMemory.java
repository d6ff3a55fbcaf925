package dev.dpm.history;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * The newest samples of one target, including samples that are not on disk yet.
 *
 * <p>
 * From sample to sample, the times follow the runner's monotonic clock, so that a small jitter never puts two samples
 * into the same second. When the wall clock jumps, the times follow the wall clock. May be used from any thread; no
 * method waits for the disk.
 */
final class UsageMemory {

    /** The number of newest samples of a target in memory: as many as the small charts of the console show. */
    static final int RECENT = 60;
    /**
     * The largest number of a target's samples that wait in memory while the disk refuses them: an hour of samples,
     * one a second.
     */
    static final int MOST_WAITING = 3600;
    /**
     * How far the wall clock must be set back for the usage history to begin again. After a smaller step, no sample is
     * stored until the clock has caught up.
     */
    static final Duration SET_BACK = Duration.ofMinutes(10);

    /**
     * The number of seconds by which the wall clock may differ from the monotonic clock. A larger difference means that
     * somebody has set the wall clock.
     */
    private static final long STEPPED_SECONDS = 2;
    /**
     * The distance between two samples, as a multiple of the interval, above which a sample between them was missed.
     * One missed sample doubles the distance; a late sample increases it less.
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
     *
     * @param at when the sample was taken, on the runner's monotonic clock
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

    /** Drops all samples of the target: after the wall clock was set back, their times lie in the future. */
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

    /** Adds samples of the target from an earlier runner, which are older than all present samples. */
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

    /** The samples of the target that are not on disk yet, oldest first. */
    synchronized List<UsageSample> waiting() {
        return List.copyOf(waiting);
    }

    /** Drops these samples from the list of samples that wait, because these samples are on disk now. */
    synchronized void written(List<UsageSample> samples) {
        long end = samples.get(samples.size() - 1).second();
        while (!waiting.isEmpty() && waiting.getFirst().second() <= end) {
            waiting.removeFirst();
        }
    }

    /** The time of the target's newest sample in seconds since 1970; 0 if there is no sample. */
    synchronized long newest() {
        return lastSecond;
    }

    /** The usual number of seconds between two samples of the target. */
    synchronized long interval() {
        return interval;
    }

    /**
     * Whether the wall clock was set back so far that the samples on disk are in the future. For each such change, the
     * method returns true only once.
     */
    synchronized boolean takeSetBack() {
        boolean was = setBack;
        setBack = false;
        return was;
    }
}
