package dev.dpm.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The course of memory since its last fall by more than a fiftieth of the limit. Such a fall comes from a garbage collection or
 * an emptied cache; smaller ones are noise.
 *
 * @param run the newest samples since the fall, oldest first, at most {@value #MOST}
 * @param since when the first sample after the fall was taken
 * @param survived the highest level from which memory has fallen, in bytes; 0: it never fell
 * @param depth the deepest fall, in bytes
 */
public record MemoryTrend(List<Point> run, Duration since, long survived, long depth) {

    public static final MemoryTrend FRESH = new MemoryTrend(List.of(), Duration.ZERO, 0, 0);

    private static final int MOST = 32;
    /**
     * The number of newest samples through which a second line is laid if the line through all samples does not rise.
     * The second line shows a recent rise after memory was level for long.
     */
    private static final int NEWEST = 16;
    private static final int FALL = 50;

    /**
     * The memory in one sample.
     *
     * @param at on the runner's monotonic clock
     */
    public record Point(Duration at, long bytes) {
    }

    public MemoryTrend {
        run = List.copyOf(run);
    }

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

    /** The time until memory reaches a limit in bytes; empty: memory does not rise, or there are too few samples. */
    public Optional<TimeToLimit> timeTo(long limit) {
        return Stream.of(MOST, NEWEST).map(size -> run.subList(Math.max(0, run.size() - size), run.size()))
                .map(RobustLine::through).flatMap(Optional::stream)
                .map(line -> line.timeTo(limit)).flatMap(Optional::stream).findFirst();
    }

    /**
     * Whether an estimate that lies this far ahead is reliable. The rise must have lasted for half that time. Memory must also
     * lie above every earlier peak, by half the deepest fall, since the peaks of a sawtooth differ.
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
