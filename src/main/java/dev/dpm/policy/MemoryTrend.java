package dev.dpm.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The course of memory since its last fall, in one run of a target. A fall is a step down by more than a fiftieth of
 * the limit. Such a step comes from a garbage collection or an emptied cache; smaller steps are noise.
 *
 * @param run the newest samples since the last fall, oldest first, at most {@value #MOST}
 * @param since when the first sample after the last fall was taken
 * @param survived the highest level from which memory has fallen in this run of the target, in bytes; 0: it never fell
 * @param depth the deepest fall below that level, in bytes
 */
public record MemoryTrend(List<Point> run, Duration since, long survived, long depth) {

    /** The memory trend of a target that has just been launched, before the first sample. */
    public static final MemoryTrend FRESH = new MemoryTrend(List.of(), Duration.ZERO, 0, 0);

    private static final int MOST = 32;
    /**
     * A rise that began recently, after memory had been level for long, is searched for in this number of the newest
     * samples.
     */
    private static final int NEWEST = 16;
    private static final int FALL = 50;

    /**
     * The target's memory in one sample.
     *
     * @param at the moment of the sample, on the runner's monotonic clock
     */
    public record Point(Duration at, long bytes) {
    }

    public MemoryTrend {
        run = List.copyOf(run);
    }

    /** A copy of this trend that includes the memory of one more sample. */
    MemoryTrend after(Duration at, long bytes, long limit) {
        Point point = new Point(at, bytes);
        if (run.isEmpty()) {
            return new MemoryTrend(List.of(point), at, survived, depth);
        }
        long peak = run.stream().mapToLong(Point::bytes).max().orElse(0);
        if (bytes < peak - limit / FALL) {
            long highest = Math.max(survived, peak);
            return new MemoryTrend(List.of(point), at, highest, Math.max(depth, highest - bytes));
        }
        List<Point> more = new ArrayList<>(run);
        more.add(point);
        return new MemoryTrend(more.subList(Math.max(0, more.size() - MOST), more.size()), since, survived, depth);
    }

    /**
     * The time until the target's memory reaches a limit in bytes; empty where memory does not rise, or where there
     * are too few samples.
     */
    public Optional<TimeToLimit> timeTo(long limit) {
        return Stream.of(MOST, NEWEST).map(size -> run.subList(Math.max(0, run.size() - size), run.size()))
                .map(RobustLine::through).flatMap(Optional::stream)
                .map(line -> line.timeTo(limit)).flatMap(Optional::stream).findFirst();
    }

    /**
     * Whether the runner may react to an estimate that lies this far ahead. The runner trusts a trend for twice the
     * time that it has watched the trend, and only where memory is above every level from which it has fallen before.
     * Memory must exceed such a level by half the deepest fall, since the peaks of a sawtooth differ.
     */
    boolean isTrusted(Duration ahead) {
        if (run.isEmpty()) {
            return false;
        }
        Point last = run.get(run.size() - 1);
        boolean watched = last.at().minus(since).multipliedBy(2).compareTo(ahead) >= 0;
        return watched && last.bytes() > survived + depth / 2;
    }
}
