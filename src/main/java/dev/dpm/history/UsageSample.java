package dev.dpm.history;

import java.util.Optional;

/**
 * The usage of one target over a period of one or more seconds.
 *
 * @param second the last of these seconds, since 1970 (UTC)
 * @param covers number of seconds, at least 1
 * @param cpu percent of one core; NaN if unknown
 * @param memory bytes; NaN if unknown
 */
record UsageSample(long second, long covers, double cpu, double memory) {

    UsageSample {
        if (second < 1 || covers < 1 || covers > second) {
            throw new IllegalArgumentException("no sample of " + covers + " seconds before second " + second);
        }
    }

    /** The time at which the period of this sample begins (exclusive), in seconds since 1970. */
    long begin() {
        return second - covers;
    }

    /** This sample as a line of text: {@code 1763930762 5 12.5 222298112}, with {@code -} for an unknown figure. */
    String line() {
        return second + " " + covers + " " + (Double.isNaN(cpu) ? "-" : hundredths(cpu)) + " "
                + (Double.isNaN(memory) ? "-" : Long.toString(Math.round(memory)));
    }

    /**
     * A figure with two decimals. This code runs for each sample of each target, and a {@code Formatter} would
     * allocate two kilobytes for each figure.
     */
    private static String hundredths(double figure) {
        long hundredths = Math.round(figure * 100);
        long rest = hundredths % 100;
        return hundredths / 100 + (rest < 10 ? ".0" : ".") + rest;
    }

    /** Parses a {@link #line} of text to a sample; empty if the text has another form. */
    static Optional<UsageSample> parse(String line) {
        String[] words = line.split(" ", -1);
        try {
            return words.length == 4
                    ? Optional.of(new UsageSample(Long.parseLong(words[0]), Long.parseLong(words[1]),
                            figure(words[2]), figure(words[3])))
                    : Optional.empty();
        } catch (IllegalArgumentException torn) {
            return Optional.empty();
        }
    }

    private static double figure(String word) {
        return word.equals("-") ? Double.NaN : Double.parseDouble(word);
    }
}
