package dev.dpm.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Converts a target's newest samples to points at equal distances of time, as the small charts show them. */
final class Recent {

    private Recent() {
    }

    /**
     * @param samples oldest first
     * @param interval the seconds between two samples
     * @param now the present time in seconds since 1970
     */
    static UsageHistory.Points of(List<UsageSample> samples, long interval, long now) {
        long newest = samples.isEmpty() ? 0 : samples.get(samples.size() - 1).second();
        // as long as new samples arrive, the last step ends at the newest sample
        long end = now - newest < 2 * interval ? newest : now;
        List<UsageHistory.Point> points = new ArrayList<>();
        int next = 0;
        for (long at = end - (UsageMemory.RECENT - 1) * interval; at <= end; at += interval) {
            while (next < samples.size() && samples.get(next).second() <= at - interval) {
                next++;
            }
            UsageSample sample = next < samples.size() && samples.get(next).begin() < at ? samples.get(next) : null;
            points.add(point(at, sample));
        }
        return new UsageHistory.Points(Duration.ofSeconds(interval), points);
    }

    private static UsageHistory.Point point(long at, UsageSample sample) {
        Instant end = Instant.ofEpochSecond(at);
        return sample == null
                ? new UsageHistory.Point(end, Double.NaN, Double.NaN, Double.NaN, Double.NaN)
                : new UsageHistory.Point(end, sample.cpu(), sample.cpu(), sample.memory(), sample.memory());
    }
}
