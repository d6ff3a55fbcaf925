package dev.dpm.console;

import java.util.Optional;

/**
 * A figure beside its threshold, drawn as a bar.
 *
 * @param text the figure in words
 * @param limit the threshold in words; empty: off
 * @param share of the threshold in percent, 0 to 100
 * @param isDrawn whether there is a figure and a threshold
 */
public record Gauge(String label, String text, String limit, long share, boolean isDrawn, boolean isOver) {

    static Gauge of(String label, String text, Optional<Double> figure, String limit, Optional<Double> threshold) {
        if (figure.isEmpty() || threshold.isEmpty()) {
            return new Gauge(label, text, threshold.isPresent() ? limit : "", 0, false, false);
        }
        double share = Math.max(0, 100 * figure.get() / threshold.get());
        return new Gauge(label, text, limit, Math.min(100, Math.round(share)), true,
                figure.get() > threshold.get());
    }
}
