package dev.dpm.process.cgroup;

import java.util.List;

import dev.dpm.process.CgroupLimits;
import dev.dpm.process.CgroupLimits.Kind;

/**
 * The texts that set a limit, and the cgroup files that the texts are written to: {@code memory}, {@code cpu} and
 * {@code pids} in the kernel's documents cgroup-v1 and cgroup-v2. All methods are pure functions.
 */
final class LimitFiles {

    /** The period in which a CPU quota is counted, in microseconds; 100 ms is the kernel's default. */
    private static final long PERIOD_MICROS = 100_000;
    private static final long MICROS_PER_MILLI = PERIOD_MICROS / 1000;

    /**
     * A text to write to a file of a cgroup in order to set a limit.
     *
     * @param file the file's name in the folder of the cgroup
     */
    record Write(String file, String text) {
    }

    private LimitFiles() {
    }

    /**
     * The files and texts that set one limit, in the order in which they must be written.
     *
     * @param limit the limit in the unit of {@link CgroupLimits}; {@link CgroupLimits#NO_LIMIT} removes the limit
     */
    static List<Write> writes(Kind kind, long limit, boolean unified) {
        boolean isNone = limit == CgroupLimits.NO_LIMIT;
        return switch (kind) {
            case MEMORY_MAX -> List.of(unified
                    ? new Write("memory.max", isNone ? "max" : Long.toString(limit))
                    : new Write("memory.limit_in_bytes", isNone ? "-1" : Long.toString(limit)));
            case CPU_QUOTA -> quota(isNone, limit * MICROS_PER_MILLI, unified);
            case PIDS_MAX -> List.of(new Write("pids.max", isNone ? "max" : Long.toString(limit)));
        };
    }

    private static List<Write> quota(boolean isNone, long micros, boolean unified) {
        return unified
                ? List.of(new Write("cpu.max", (isNone ? "max" : micros) + " " + PERIOD_MICROS))
                : List.of(new Write("cpu.cfs_period_us", Long.toString(PERIOD_MICROS)),
                        new Write("cpu.cfs_quota_us", isNone ? "-1" : Long.toString(micros)));
    }

    /**
     * The names of the files from which a limit of this kind is read. {@link #limit} needs their texts in this order.
     */
    static List<String> limitFiles(Kind kind, boolean unified) {
        return switch (kind) {
            case MEMORY_MAX -> List.of(unified ? "memory.max" : "memory.limit_in_bytes");
            case CPU_QUOTA -> unified ? List.of("cpu.max") : List.of("cpu.cfs_quota_us", "cpu.cfs_period_us");
            case PIDS_MAX -> List.of("pids.max");
        };
    }

    /**
     * The limit of this kind that is in force: bytes of memory, thousandths of a processor, or the number of processes
     * and threads; {@link CgroupLimits#NO_LIMIT} if nothing is limited.
     *
     * @param text the contents of the files that {@link #limitFiles} names, joined by a blank
     */
    static long limit(Kind kind, String text) {
        String[] words = text.strip().split("\\s+");
        long first = number(words[0]);
        if (first <= 0) {
            return CgroupLimits.NO_LIMIT;
        }
        if (kind != Kind.CPU_QUOTA) {
            return first;
        }
        long period = words.length > 1 ? number(words[1]) : 0;
        return period <= 0 ? CgroupLimits.NO_LIMIT : Math.max(1, first * 1000 / period);
    }

    /**
     * Parses the number in a cgroup file. The result is -1 for any other text, such as {@code max}, and for the 19
     * digits that version 1 shows for a memory limit that was not set.
     */
    static long number(String text) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
    }

    /**
     * The number behind a key, in the lines of a cgroup file with one key per line: {@code nr_throttled 7}; -1 if the
     * key is missing.
     */
    static long keyed(List<String> lines, String key) {
        return lines.stream().filter(line -> line.startsWith(key + " "))
                .mapToLong(line -> number(line.substring(key.length() + 1).strip())).findFirst().orElse(-1);
    }

    /** The name of the file with the number of bytes of memory that the kernel charges to a cgroup. */
    static String memory(boolean unified) {
        return unified ? "memory.current" : "memory.usage_in_bytes";
    }

    /** The name of the file that counts the OOM kills of a cgroup, in the line {@code oom_kill}. */
    static String kills(boolean unified) {
        return unified ? "memory.events" : "memory.oom_control";
    }
}
