package dev.dpm.event;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/** Writes quantities for people, with units and significant digits. */
public final class EventWords {

    private EventWords() {
    }

    /**
     * Writes a duration, such as {@code 0 s}, {@code 0.2 s}, {@code 41 s}, {@code 3 min 5 s}, {@code 2 h 4 min}, {@code
     * 3 d 4 h}.
     */
    public static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 10) {
            BigDecimal tenths = BigDecimal.valueOf(duration.toMillis(), 3).setScale(1, RoundingMode.HALF_UP)
                    .stripTrailingZeros();
            return tenths.toPlainString() + " s";
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return pair(seconds / 60, "min", seconds % 60, "s");
        }
        if (seconds < 86_400) {
            return pair(seconds / 3600, "h", seconds % 3600 / 60, "min");
        }
        return pair(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
    }

    private static String pair(long large, String largeUnit, long small, String smallUnit) {
        return small == 0 ? large + " " + largeUnit : large + " " + largeUnit + " " + small + " " + smallUnit;
    }

    /** A duration in seconds with three decimal places, for programs. */
    public static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** Writes a percentage, such as {@code 143.2 %}. */
    public static String percent(double percent) {
        return String.format(Locale.ROOT, "%.1f %%", percent);
    }

    /**
     * Writes a number with at most two decimal places and without trailing zeros, such as {@code 85}, {@code 0.5},
     * {@code 33.33}.
     */
    public static String plain(double number) {
        return BigDecimal.valueOf(number).setScale(2, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
    }
}
