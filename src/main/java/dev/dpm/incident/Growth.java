package dev.dpm.incident;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A steady rise of a target's memory.
 * @param bytesPerMinute the rate of the rise
 * @param lasting how long the memory has been rising
 */
public record Growth(double bytesPerMinute, Duration lasting) {

    /** The smallest number of samples in which a rise is recognized. With fewer, chance looks like a trend. */
    static final int FEWEST = 5;
    /** The largest number of samples that are examined, since each sample is compared with every other one. */
    private static final int MOST = 120;
    /** If memory falls by this share of the newest sample, the rise has ended. */
    private static final double FALL = 0.1;
    /**
     * The smallest rank correlation of memory with time (Kendall's tau, 1938) that counts as a steady rise. A single jump does
     * not reach it.
     */
    private static final double CLEARLY = 0.8;
    /** The smallest part of the rise of resident set sizes that proportional set sizes must confirm. */
    private static final double CONFIRMED = 0.8;
    /** The smallest rise that is recognized, as a share of the newest sample. */
    private static final double LEAST_RISE = 0.1;
    private static final double MINUTE = 60;

    /**
     * The growth of a target's memory. Empty: memory does not rise steadily. The rate is the median of the slopes between all
     * pairs of samples (Theil 1950, Sen 1968). If processes share pages, proportional set sizes are examined, since resident
     * set sizes rise with each fork.
     * @param figures samples since one launch, oldest first
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

    /** Whether proportional set sizes rose by nearly as many bytes as resident set sizes. */
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

    /** Reduces the samples to at most {@value #MOST}: divides them into equal parts, and takes the newest sample of each. */
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
