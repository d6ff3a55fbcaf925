package dev.dpm.process.cgroup;

import java.util.List;

import dev.dpm.process.CgroupLimits;
import dev.dpm.process.CgroupLimits.Kind;

/**
 * Knows which file of a cgroup sets or shows a limit, and in which form the file contains it, for the controllers
 * {@code memory}, {@code cpu} and {@code pids} of cgroups version 1 and 2 (cgroup-v1 and cgroup-v2.rst of the kernel).
 * This class does no I/O.
 */
final class LimitFiles {

    /** The period of a CPU quota in microseconds, the kernel's default. */
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
     * The texts that must be written in this order to set a limit.
     *
     * @param limit bytes, thousandths of a processor, or processes; {@link CgroupLimits#NO_LIMIT} removes the limit
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

    static List<String> limitFiles(Kind kind, boolean unified) {
        return switch (kind) {
            case MEMORY_MAX -> List.of(unified ? "memory.max" : "memory.limit_in_bytes");
            case CPU_QUOTA -> unified ? List.of("cpu.max") : List.of("cpu.cfs_quota_us", "cpu.cfs_period_us");
            case PIDS_MAX -> List.of("pids.max");
        };
    }

    /**
     * The limit in force, in bytes, thousandths of a processor, or processes.
     *
     * @param text the contents of {@link #limitFiles}, joined by a blank
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
     * The number that a file contains; -1 if it contains another text, or the number of 19 digits by which cgroups
     * version 1 expresses that memory has no limit.
     */
    static long number(String text) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
    }

    /** The number after a key in a line such as {@code nr_throttled 7}; -1 if no line has the key. */
    static long keyed(List<String> lines, String key) {
        return lines.stream().filter(line -> line.startsWith(key + " "))
                .mapToLong(line -> number(line.substring(key.length() + 1).strip())).findFirst().orElse(-1);
    }

    static String memory(boolean unified) {
        return unified ? "memory.current" : "memory.usage_in_bytes";
    }

    /** The name of the file with the number of OOM kills, after the key {@code oom_kill}. */
    static String kills(boolean unified) {
        return unified ? "memory.events" : "memory.oom_control";
    }
}
