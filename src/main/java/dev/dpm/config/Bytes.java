package dev.dpm.config;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.config.value.BadValue;

/**
 * A size in bytes.
 *
 * @param count the number of bytes, 1 or more
 */
public record Bytes(long count) {

    static final String UNITS = "with k M G T (thousands), Ki Mi Gi Ti or KiB MiB GiB TiB behind the number, "
            + "such as 256Mi; at most 8192TiB";

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,19}(?:\\.[0-9]{1,9})?)\\s*([a-zA-Z]*)");
    private static final Map<String, Long> UNIT = Map.ofEntries(Map.entry("b", 1L), Map.entry("k", 1_000L),
            Map.entry("M", 1_000_000L), Map.entry("g", 1_000_000_000L), Map.entry("t", 1_000_000_000_000L),
            Map.entry("ki", 1L << 10), Map.entry("mi", 1L << 20), Map.entry("gi", 1L << 30), Map.entry("ti", 1L << 40),
            Map.entry("kib", 1L << 10), Map.entry("mib", 1L << 20), Map.entry("gib", 1L << 30),
            Map.entry("tib", 1L << 40));
    private static final BigDecimal MOST = BigDecimal.valueOf(1L << 53);
    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;
    private static final int GIB = 1 << 30;

    /**
     * Makes a parser of sizes such as {@code 268435456}, {@code 256Mi}, {@code 1.5GiB} and {@code 500M}.
     *
     * @param bareUnit the unit of a number without one
     * @param allowed the beginning of the error message
     */
    static Option.Parser<Bytes> in(String bareUnit, String allowed) {
        long bare = unit(bareUnit);
        return text -> {
            Matcher matcher = SIZE.matcher(text.strip());
            Long unit = matcher.matches()
                    ? (matcher.group(2).isEmpty() ? Long.valueOf(bare) : unit(matcher.group(2)))
                    : null;
            if (unit == null) {
                throw new BadValue(allowed + UNITS);
            }
            BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
            if (bytes.compareTo(BigDecimal.ONE) < 0 || bytes.compareTo(MOST) > 0) {
                throw new BadValue(allowed + UNITS);
            }
            return new Bytes(bytes.longValue());
        };
    }

    /**
     * The number of bytes of a unit such as k or MiB, in upper or lower case; null: no such unit. A lower-case m alone is
     * no unit, since it means a thousandth in Kubernetes.
     */
    private static Long unit(String written) {
        return UNIT.get(written.equals("M") ? written : written.toLowerCase(Locale.ROOT));
    }

    /** A size in words: {@code 0 KiB}, {@code 35 KiB}, {@code 212.4 MiB}, {@code 1.50 GiB}. */
    public static String words(double bytes) {
        if (bytes < MIB) {
            return Math.round(bytes / KIB) + " KiB";
        }
        return bytes < GIB
                ? String.format(Locale.ROOT, "%.1f MiB", bytes / MIB)
                : String.format(Locale.ROOT, "%.2f GiB", bytes / GIB);
    }

    @Override
    public String toString() {
        return words(count);
    }
}
