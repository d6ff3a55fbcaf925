package dev.dpm.config;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kubernetes' way to write amounts, as the downward API hands them to a container ({@code resourceFieldRef}). */
final class Quantity {

    private static final Pattern WITH_SUFFIX = Pattern.compile("([0-9]{1,19}(?:\\.[0-9]{1,9})?)\\s*([a-zA-Z]*)");
    private static final Map<String, Long> BYTES = Map.ofEntries(Map.entry("", 1L), Map.entry("k", 1_000L),
            Map.entry("M", 1_000_000L), Map.entry("G", 1_000_000_000L), Map.entry("T", 1_000_000_000_000L),
            Map.entry("Ki", 1L << 10), Map.entry("Mi", 1L << 20), Map.entry("Gi", 1L << 30), Map.entry("Ti", 1L << 40),
            Map.entry("KiB", 1L << 10), Map.entry("MiB", 1L << 20), Map.entry("GiB", 1L << 30),
            Map.entry("TiB", 1L << 40));
    private static final BigDecimal MOST_BYTES = BigDecimal.valueOf(1L << 53);
    private static final BigDecimal MOST_CORES = BigDecimal.valueOf(100_000);

    private Quantity() {
    }

    /** {@code 268435456}, {@code 256Mi}, {@code 0.5Gi}. */
    static Long bytes(String text) throws BadValue {
        String allowed = "a number of bytes above 0, or such as 256Mi or 1.5Gi, at most 8192Ti";
        Matcher matcher = WITH_SUFFIX.matcher(text.strip());
        Long unit = matcher.matches() ? BYTES.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new BadValue(allowed);
        }
        BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
        if (bytes.compareTo(BigDecimal.ONE) < 0 || bytes.compareTo(MOST_BYTES) > 0) {
            throw new BadValue(allowed);
        }
        return bytes.longValue();
    }

    /** {@code 2}, {@code 0.5}, {@code 500m}. */
    static Double cores(String text) throws BadValue {
        String allowed = "a number of processors above 0, or thousandths of one such as 500m, at most 100000";
        Matcher matcher = WITH_SUFFIX.matcher(text.strip());
        if (!matcher.matches() || !matcher.group(2).isEmpty() && !matcher.group(2).equals("m")) {
            throw new BadValue(allowed);
        }
        BigDecimal cores = new BigDecimal(matcher.group(1)).movePointLeft(matcher.group(2).isEmpty() ? 0 : 3);
        if (cores.signum() <= 0 || cores.compareTo(MOST_CORES) > 0) {
            throw new BadValue(allowed);
        }
        return cores.doubleValue();
    }
}
