package dev.dpm.sampling.cgroup;

import java.util.Optional;
import java.util.regex.Pattern;

/** Parses the texts of cgroup files (cgroup-v2.rst and cgroup-v1/memory.rst of the kernel). */
final class CgroupFigures {

    /** The number of bytes above which a value means "no limit". Without a limit, cgroup version 1 reports almost 2^63. */
    private static final long NO_LIMIT = Long.MAX_VALUE >> 1;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,19}");

    private CgroupFigures() {
    }

    /** The number in the text of a cgroup file; empty: the text contains none. */
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

    /** A memory limit in bytes. Empty: {@code max}, or a value that means "no limit" in version 1. */
    static Optional<Long> memoryLimit(String text) {
        return number(text).filter(bytes -> bytes > 0 && bytes < NO_LIMIT);
    }

    /** The number after a key in the text of a cgroup file: {@code inactive_file 4096}. Empty: there is none. */
    static Optional<Long> keyed(String text, String key) {
        String wanted = key + " ";
        int at = text.startsWith(wanted) ? 0 : text.indexOf("\n" + wanted) + 1;
        if (at == 0 && !text.startsWith(wanted)) {
            return Optional.empty();
        }
        int end = text.indexOf('\n', at);
        return number(text.substring(at + wanted.length(), end < 0 ? text.length() : end));
    }

    /** The CPU quota in the text of cpu.max, such as {@code 50000 100000}, in processors. Empty: there is no quota. */
    static Optional<Double> quota(String text) {
        String[] fields = text.strip().split("\\s+");
        return fields.length == 2 ? quota(fields[0], fields[1]) : Optional.empty();
    }

    /**
     * The CPU quota in processors.
     * @param quota the quota in microseconds; {@code -1}: there is none, and the result is empty
     * @param period the period in microseconds
     */
    static Optional<Double> quota(String quota, String period) {
        Optional<Long> micros = number(quota).filter(value -> value > 0);
        Optional<Long> per = number(period).filter(value -> value > 0);
        return micros.isPresent() && per.isPresent()
                ? Optional.of(micros.get().doubleValue() / per.get())
                : Optional.empty();
    }
}
