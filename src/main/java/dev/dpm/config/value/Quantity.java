package dev.dpm.config.value;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses quantities (amounts of CPU and memory) in the notation of Kubernetes, as the downward API writes them
 * ({@code resourceFieldRef}).
 */
public final class Quantity {

    private static final Pattern WITH_SUFFIX = Pattern.compile("([0-9]{1,19}(?:\\.[0-9]{1,9})?)\\s*([a-zA-Z]*)");
    private static final BigDecimal MOST_CORES = BigDecimal.valueOf(100_000);

    private Quantity() {
    }

    /** Parses a number of processors: {@code 2}, {@code 0.5}, {@code 500m}. */
    public static Double cores(String text) throws BadValue {
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
