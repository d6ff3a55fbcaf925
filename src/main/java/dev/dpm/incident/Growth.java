package dev.dpm.incident;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A steady rise of a target's memory up to the newest sample.
 *
 * @param bytesPerMinute the rate at which the target's memory rises
 * @param lasting how long the target's memory has been rising
 */
public record Growth(double bytesPerMinute, Duration lasting) {

    /**
     * The smallest number of memory samples in which growth is searched; in fewer samples, chance looks like a trend.
     */
    static final int FEWEST = 5;
    /**
     * The largest number of memory samples that are compared. Each sample is compared with every other, so the work
     * grows with the square of the number.
     */
    private static final int MOST = 120;
    /**
     * The share of the newest memory sample by which memory must fall to end a rise. Only samples after such a fall
     * count for the growth.
     */
    private static final double FALL = 0.1;
    /**
     * The smallest rank correlation of memory with time that counts as steady: the pairs of samples in which memory
     * rises minus the pairs in which it falls, as a share of all pairs (Kendall's tau, 1938). Memory that is level for
     * two or three samples and then rises reaches this value; a single jump between two levels does not.
     */
    private static final double CLEARLY = 0.8;
    /**
     * The smallest share of a rise of the resident sets by which the proportional sizes must have risen in the same
     * time to confirm the rise.
     */
    private static final double CONFIRMED = 0.8;
    /** The smallest rise of memory that counts as growth, as a share of the newest sample. */
    private static final double LEAST_RISE = 0.1;
    private static final double MINUTE = 60;

    /**
     * The growth of the target's memory; empty if memory does not rise steadily. The rate is the median of the slopes
     * between all pairs of samples (Theil 1950, Sen 1968), so that single outliers do not change the rate.
     *
     * <p> If the newest sample's proportional size is much smaller than its resident size, the growth is computed from
     * the proportional sizes: summed resident sets count a shared page once for each process, so they rise with each
     * fork. Below the threshold, the sampler reads proportional sizes less often. If there are fewer than {@value
     * #FEWEST}, the growth is computed from the resident sets, provided that the proportional sizes rose too.
     *
     * @param figures the memory samples of one run of the target, oldest first
     */
    public static Optional<Growth> of(List<Figure> figures) {
        if (figures.isEmpty() || !figures.get(figures.size() - 1).isMostlyShared()) {
            return ofOneMeasure(figures);
        }
        List<Figure> both = figures.stream().filter(one -> one.proportionalBytes().isPresent()).toList();
        return both.size() < FEWEST && isRiseConfirmed(both)
                ? ofOneMeasure(figures)
                : ofOneMeasure(both.stream().map(Figure::proportional).toList());
    }

    /**
     * Whether the target's proportional sizes rose by nearly as many bytes as the resident sets of the same samples.
     */
    private static boolean isRiseConfirmed(List<Figure> both) {
        Figure first = both.get(0);
        Figure last = both.get(both.size() - 1);
        double resident = bytes(last) - bytes(first);
        return resident > 0 && bytes(last.proportional()) - bytes(first.proportional()) >= CONFIRMED * resident;
    }

    private static Optional<Growth> ofOneMeasure(List<Figure> figures) {
        List<Figure> rise = thinned(sinceLastFall(figures.stream().filter(one -> one.memoryBytes().isPresent())
                .toList()));
        if (rise.size() < FEWEST) {
            return Optional.empty();
        }
        double[] slopes = slopes(rise);
        if (slopes.length == 0) {
            return Optional.empty();
        }
        Arrays.sort(slopes);
        double median = slopes[slopes.length / 2];
        double directions = Arrays.stream(slopes).map(Math::signum).sum();
        Duration lasting = Duration.between(rise.get(0).at(), rise.get(rise.size() - 1).at());
        boolean isClear = directions >= CLEARLY * slopes.length
                && median * lasting.toSeconds() >= LEAST_RISE * bytes(rise.get(rise.size() - 1));
        return isClear ? Optional.of(new Growth(median * MINUTE, lasting)) : Optional.empty();
    }

    private static List<Figure> sinceLastFall(List<Figure> figures) {
        int begin = 0;
        double peak = 0;
        for (int i = 0; i < figures.size(); i++) {
            double bytes = bytes(figures.get(i));
            if (bytes < peak * (1 - FALL)) {
                begin = i;
                peak = bytes;
            }
            peak = Math.max(peak, bytes);
        }
        return figures.subList(begin, figures.size());
    }

    /**
     * At most {@value #MOST} of the samples: the method divides the samples into equal parts and returns the newest
     * sample of each part.
     */
    private static List<Figure> thinned(List<Figure> figures) {
        int each = (figures.size() + MOST - 1) / Math.max(1, MOST);
        if (each <= 1) {
            return figures;
        }
        int last = figures.size() - 1;
        return java.util.stream.IntStream.rangeClosed(0, last / each).map(part -> last - part * each)
                .filter(at -> at >= 0).sorted().mapToObj(figures::get).toList();
    }

    private static double[] slopes(List<Figure> figures) {
        double[] slopes = new double[figures.size() * (figures.size() - 1) / 2];
        int count = 0;
        for (int i = 0; i < figures.size(); i++) {
            for (int j = i + 1; j < figures.size(); j++) {
                double seconds = Duration.between(figures.get(i).at(), figures.get(j).at()).toMillis() / 1000.0;
                if (seconds > 0) {
                    slopes[count++] = (bytes(figures.get(j)) - bytes(figures.get(i))) / seconds;
                }
            }
        }
        return Arrays.copyOf(slopes, count);
    }

    private static double bytes(Figure figure) {
        return figure.memoryBytes().orElse(0L);
    }
}
