package dev.dpm.sampling.cgroup;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Parses the texts of cgroup files (the kernel's cgroup-v2.rst and cgroup-v1/memory.rst). All methods are pure
 * functions.
 */
final class CgroupFigures {

    /**
     * A memory limit above this number of bytes means "no limit": version 1 of cgroups reports the highest number of
     * whole pages, a little less than 2^63 bytes.
     */
    private static final long NO_LIMIT = Long.MAX_VALUE >> 1;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,19}");

    private CgroupFigures() {
    }

    /** The number in the text of a cgroup file: bytes, or a counter; empty: the text is no number. */
    static Optional<Long> number(String text) {
        String plain = text.strip();
        if (!NUMBER.matcher(plain).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(plain));
        } catch (NumberFormatException tooLong) {
            return Optional.empty();
        }
    }

    /**
     * Parses a memory limit in bytes. Empty: the text is {@code max}, or a number by which version 1 reports "no
     * limit", or not a number.
     */
    static Optional<Long> memoryLimit(String text) {
        return number(text).filter(bytes -> bytes > 0 && bytes < NO_LIMIT);
    }

    /** The number behind a key, in a text with one key per line: {@code inactive_file 4096}. */
    static Optional<Long> keyed(String text, String key) {
        String wanted = key + " ";
        int at = text.startsWith(wanted) ? 0 : text.indexOf("\n" + wanted) + 1;
        if (at == 0 && !text.startsWith(wanted)) {
            return Optional.empty();
        }
        int end = text.indexOf('\n', at);
        return number(text.substring(at + wanted.length(), end < 0 ? text.length() : end));
    }

    /**
     * The CPU quota in processors from cpu.max: {@code 50000 100000}. Empty: there is no quota ({@code max 100000}), or
     * the text is malformed.
     */
    static Optional<Double> quota(String text) {
        String[] fields = text.strip().split("\\s+");
        return fields.length == 2 ? quota(fields[0], fields[1]) : Optional.empty();
    }

    /**
     * The CPU quota in processors, from a quota and its period in microseconds. Empty: the quota is {@code -1}, which
     * means no quota, or one of the texts is malformed.
     */
    static Optional<Double> quota(String quota, String period) {
        Optional<Long> micros = number(quota).filter(value -> value > 0);
        Optional<Long> per = number(period).filter(value -> value > 0);
        return micros.isPresent() && per.isPresent()
                ? Optional.of(micros.get().doubleValue() / per.get())
                : Optional.empty();
    }
}
