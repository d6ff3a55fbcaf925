package dev.dpm.migration;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

final class Values {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,9})?");
    private static final Pattern SPAN = Pattern.compile("\\s*([0-9]{1,12}(?:\\.[0-9]{1,9})?)\\s*([a-zA-Z]*)");
    private static final Map<String, String> UNITS = Map.ofEntries(Map.entry("us", "0.000001"),
            Map.entry("usec", "0.000001"), Map.entry("ms", "0.001"), Map.entry("msec", "0.001"), Map.entry("", "1"),
            Map.entry("s", "1"), Map.entry("sec", "1"), Map.entry("second", "1"), Map.entry("seconds", "1"),
            Map.entry("m", "60"), Map.entry("min", "60"), Map.entry("minute", "60"), Map.entry("minutes", "60"),
            Map.entry("h", "3600"), Map.entry("hr", "3600"), Map.entry("hour", "3600"), Map.entry("hours", "3600"),
            Map.entry("d", "86400"), Map.entry("day", "86400"), Map.entry("days", "86400"),
            Map.entry("w", "604800"), Map.entry("week", "604800"), Map.entry("weeks", "604800"));
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,3})?)\\s*([kKmMgG]?)(?:i?[bB])?");

    private static final BigDecimal MOST_RESTARTS = new BigDecimal(10_000);

    private Values() {
    }

    static Optional<Boolean> truth(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (List.of("true", "yes", "on", "1", "t", "y").contains(word)) {
            return Optional.of(true);
        }
        return List.of("false", "no", "off", "0", "f", "n").contains(word) ? Optional.of(false) : Optional.empty();
    }

    /** Converts a time span to seconds: {@code 1min 30s}, {@code 1m30s} or {@code 90}. Empty: the text has another form. */
    static Optional<String> seconds(String text) {
        Matcher span = SPAN.matcher(text.strip());
        BigDecimal sum = BigDecimal.ZERO;
        int end = 0;
        while (span.find() && span.start() == end && span.end() > end) {
            String factor = UNITS.get(span.group(2).toLowerCase(Locale.ROOT));
            if (factor == null) {
                return Optional.empty();
            }
            sum = sum.add(new BigDecimal(span.group(1)).multiply(new BigDecimal(factor)));
            end = span.end();
        }
        return end == 0 || end < text.strip().length() ? Optional.empty() : Optional.of(plain(sum));
    }

    /** Converts a number of milliseconds, or a time span as in {@link #seconds}, to seconds. */
    static Optional<String> millis(String text) {
        return NUMBER.matcher(text.strip()).matches()
                ? Optional.of(plain(new BigDecimal(text.strip()).movePointLeft(3)))
                : seconds(text);
    }

    /**
     * Converts a size to the units of dpm-runner (KiB, MiB, GiB): {@code 300M}, {@code 50MB} or a number of bytes. Units are
     * powers of 1024. Empty: the text has another form.
     */
    static Optional<String> size(String text) {
        Matcher size = SIZE.matcher(text.strip());
        if (!size.matches()) {
            return Optional.empty();
        }
        String unit = size.group(2).toUpperCase(Locale.ROOT);
        return Optional.of(size.group(1) + switch (unit) {
            case "K" -> "KiB";
            case "M" -> "MiB";
            case "G" -> "GiB";
            default -> "B";
        });
    }

    /** Converts a limit on the number of processes. Empty: there is no limit, or it is a percentage. */
    static Optional<String> tasks(String text) {
        return count(text).filter(number -> number > 0).map(number -> Integer.toString(number));
    }

    /**
     * Converts a number of processors, or a percentage of one processor. Empty: there is no limit, or the text is no number.
     */
    static Optional<String> processors(String text) {
        return Optional.of(text.strip()).filter(number -> number.matches("[0-9]{1,6}([.][0-9]{1,6})?%?"))
                .filter(number -> number.matches(".*[1-9].*"));
    }

    /** Parses a text in another tool's file as a whole number. Empty: it is not one. */
    static Optional<Integer> count(String text) {
        return text.strip().matches("-?[0-9]{1,8}") ? Optional.of(Integer.parseInt(text.strip())) : Optional.empty();
    }

    /** Converts a number of restarts. Infinity, and a number that is too large for dpm-runner, become -1: no limit. */
    static String restarts(String text) {
        String digits = text.strip();
        boolean isLarge = digits.matches("[0-9]{5,}") && new BigDecimal(digits).compareTo(MOST_RESTARTS) > 0;
        return isLarge || digits.matches("(?i)[.]?inf(inity)?") ? "-1" : text;
    }

    /** Converts a resource limit (setrlimit(2)). -1 and infinity mean that there is no limit. */
    static String limit(String text) {
        return Arrays.stream(text.strip().split(":", 2))
                .map(each -> each.equals("-1") || each.equals("infinity") ? "unlimited" : each)
                .collect(Collectors.joining(":"));
    }

    private static String plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0).toPlainString() : stripped.toPlainString();
    }
}
