package dev.dpm.console;

import java.util.List;
import java.util.Optional;

/**
 * A small chart without axes: a target's recent CPU or memory as an SVG path, with the line of the threshold.
 * Coordinates are whole units of the SVG image.
 *
 * @param line the SVG path of the values; an unknown value is a gap
 * @param limit the distance of the threshold's line from the upper edge of the chart
 * @param isOver whether any value is over the threshold
 */
public record Spark(String line, int limit, boolean hasLimit, boolean isOver) {

    private static final int STEP = 2;
    private static final int HEIGHT = 40;
    /** The height of the chart as a multiple of its highest value, or of the threshold if that is higher. */
    private static final double HEADROOM = 1.2;
    private static final int STEPS = 60;

    /**
     * Draws the chart of a target's CPU or memory.
     *
     * @param figures at most 60 values, oldest first; an unknown value is empty. The newest is at the right edge
     * @param threshold the threshold, in the unit of the values; empty if none is drawn
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
                // a value between two gaps is drawn as a line of length zero, which browsers show as a dot
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
