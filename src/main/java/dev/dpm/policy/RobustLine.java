package dev.dpm.policy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A line through samples by the method of Theil and Sen: its slope is the median of the slopes between all pairs of
 * points, which up to 29 % of outliers do not move. The interval is Kendall's (Sen 1968, Journal of the American
 * Statistical Association 63).
 *
 * @param slope bytes per second
 * @param low the lower end of the slope's 95 % interval
 * @param high the upper end of that interval
 * @param level the line's value at the newest point, in bytes
 */
record RobustLine(double slope, double low, double high, double level) {

    /** The fewest points for a line. With fewer, chance alone shows a trend too often. */
    static final int FEWEST = 10;
    private static final double Z_95 = 1.96;
    /**
     * A line counts only if it rises, from the first to the last point, by at least this many times the range in which
     * the points scatter around it.
     */
    private static final double CLEARLY = 3;
    private static final Duration LONGEST = Duration.ofDays(30);

    /** The line through the points; empty: there are too few points, or memory does not rise significantly. */
    static Optional<RobustLine> through(List<MemoryTrend.Point> points) {
        int n = points.size();
        if (n < FEWEST) {
            return Optional.empty();
        }
        Duration newest = points.get(n - 1).at();
        double[] seconds = points.stream().mapToDouble(point -> point.at().minus(newest).toNanos() / 1e9).toArray();
        double[] bytes = points.stream().mapToDouble(MemoryTrend.Point::bytes).toArray();
        double[] slopes = slopes(seconds, bytes);
        double slope = median(slopes);
        double[] levels = new double[n];
        for (int i = 0; i < n; i++) {
            levels[i] = bytes[i] - slope * seconds[i];
        }
        Arrays.sort(levels);
        double rise = -slope * seconds[0];
        double reach = Z_95 * Math.sqrt(n * (n - 1.0) * (2.0 * n + 5) / 18);
        double low = slopes[index((slopes.length - reach) / 2, slopes)];
        double high = slopes[index((slopes.length + reach) / 2, slopes)];
        boolean isTrend = low > 0 && rise >= CLEARLY * (levels[n - 1] - levels[0]);
        return isTrend ? Optional.of(new RobustLine(slope, low, high, median(levels))) : Optional.empty();
    }

    /** The slopes between all pairs of points, sorted. Points of the same moment have no slope between them. */
    private static double[] slopes(double[] seconds, double[] bytes) {
        double[] slopes = new double[seconds.length * (seconds.length - 1) / 2];
        int count = 0;
        for (int i = 0; i < seconds.length; i++) {
            for (int j = i + 1; j < seconds.length; j++) {
                if (seconds[j] > seconds[i]) {
                    slopes[count++] = (bytes[j] - bytes[i]) / (seconds[j] - seconds[i]);
                }
            }
        }
        double[] found = count == 0 ? new double[1] : Arrays.copyOf(slopes, count);
        Arrays.sort(found);
        return found;
    }

    private static int index(double at, double[] sorted) {
        return (int) Math.max(0, Math.min(sorted.length - 1, Math.round(at)));
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The time until the line reaches a limit in bytes; empty: the time is longer than 30 days. */
    Optional<TimeToLimit> timeTo(long limit) {
        double left = Math.max(0, limit - level);
        return left / slope > LONGEST.toSeconds()
                ? Optional.empty()
                : Optional.of(new TimeToLimit(time(left, slope), time(left, high), time(left, low)));
    }

    private static Duration time(double bytes, double slope) {
        return Duration.ofMillis((long) Math.min(LONGEST.toMillis(), 1000 * bytes / slope));
    }
}
