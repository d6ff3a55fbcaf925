package dev.dpm.history;

import java.util.Optional;

/**
 * CPU and memory of a target over some seconds.
 * @param second the last of these seconds, since 1970 (UTC)
 * @param covers the number of these seconds
 * @param cpu in percent of one core; NaN: unknown
 * @param memory in bytes; NaN: unknown
 */
record UsageSample(long second, long covers, double cpu, double memory) {

    UsageSample {
        if (second < 1 || covers < 1 || covers > second) {
            throw new IllegalArgumentException("no sample of " + covers + " seconds before second " + second);
        }
    }

    long begin() {
        return second - covers;
    }

    /** The sample as a line: {@code 1763930762 5 12.5 222298112}, with {@code -} for an unknown value. */
    String line() {
        return second + " " + covers + " " + (Double.isNaN(cpu) ? "-" : hundredths(cpu)) + " "
                + (Double.isNaN(memory) ? "-" : Long.toString(Math.round(memory)));
    }

    /** A number with two decimals. No {@code Formatter} is used, since it would allocate two kilobytes for each sample. */
    private static String hundredths(double figure) {
        long hundredths = Math.round(figure * 100);
        long rest = hundredths % 100;
        return hundredths / 100 + (rest < 10 ? ".0" : ".") + rest;
    }

    /** Parses a {@link #line}. Empty: the text has another form. */
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
