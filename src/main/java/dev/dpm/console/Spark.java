package dev.dpm.console;

import java.util.List;
import java.util.Optional;

/**
 * A small chart of a target's last samples. Lengths are in units of its SVG image.
 * @param line the path of the values, with gaps
 * @param limit the distance of the threshold from the upper edge
 * @param isOver whether a value exceeds the threshold
 */
public record Spark(String line, int limit, boolean hasLimit, boolean isOver) {

    private static final int STEP = 2;
    private static final int HEIGHT = 40;
    /** The value at the upper edge, as a multiple of the highest value or threshold. */
    private static final double HEADROOM = 1.2;
    private static final int STEPS = 60;

    /**
     * Draws a small chart.
     * @param figures at most 60 values, oldest first; empty: unknown
     * @param threshold the target's threshold; empty: there is none
     */
    static Spark of(List<Optional<Double>> figures, Optional<Double> threshold) {
        double highest = figures.stream().flatMap(Optional::stream).mapToDouble(Double::doubleValue).max().orElse(0);
        double top = HEADROOM * Math.max(threshold.orElse(0.0), highest);
        if (top <= 0) {
            top = 1;
        }
        return new Spark(path(figures, top), threshold.isPresent() ? height(threshold.get(), top) : 0,
                threshold.isPresent(), threshold.isPresent() && highest > threshold.get());
    }

    public int width() {
        return (STEPS - 1) * STEP;
    }

    public int height() {
        return HEIGHT;
    }

    private static String path(List<Optional<Double>> figures, double top) {
        StringBuilder path = new StringBuilder();
        int x = (STEPS - figures.size()) * STEP;
        int last = -1;
        for (Optional<Double> figure : figures) {
            int y = figure.isPresent() ? height(figure.get(), top) : -1;
            if (y >= 0 && last < 0) {
                // a value between two gaps is drawn as a dot
                path.append('M').append(x).append(' ').append(y).append("h0");
            } else if (y >= 0) {
                path.append('l').append(STEP).append(y < last ? "" : " ").append(y - last);
            }
            last = y;
            x += STEP;
        }
        return path.toString();
    }

    private static int height(double figure, double top) {
        return (int) Math.round(HEIGHT * (1 - Math.min(1, Math.max(0, figure / top))));
    }
}
