package dev.dpm.process.cgroup;

import java.util.List;

import dev.dpm.process.CgroupLimits;
import dev.dpm.process.CgroupLimits.Kind;

/**
 * The texts and files of cgroup limits ({@code memory}, {@code cpu} and {@code pids} in cgroup-v1 and cgroup-v2). Pure functions.
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
     * The writes that set a limit, in order.
     *
     * @param limit {@link CgroupLimits#NO_LIMIT} removes it
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
     * The limit in force: bytes, thousandths of a processor, or processes.
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

    /** The number of a file; -1: any other text, or no limit in version 1. */
    static long number(String text) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
    }

    /** The number behind a key: {@code nr_throttled 7}; -1: none. */
    static long keyed(List<String> lines, String key) {
        return lines.stream().filter(line -> line.startsWith(key + " "))
                .mapToLong(line -> number(line.substring(key.length() + 1).strip())).findFirst().orElse(-1);
    }

    static String memory(boolean unified) {
        return unified ? "memory.current" : "memory.usage_in_bytes";
    }

    /** The file with the OOM kills, behind {@code oom_kill}. */
    static String kills(boolean unified) {
        return unified ? "memory.events" : "memory.oom_control";
    }
}
