package dev.dpm.process;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The limits on a target's own cgroup. The kernel applies such a limit to all processes of the target together, and a
 * {@link ResourceLimit} to each process alone.
 *
 * @param memoryBytes the most memory, in bytes; {@link #NO_LIMIT}: no limit
 * @param cpuMillis the most processor time, in thousandths of a processor; {@link #NO_LIMIT}: no limit
 * @param pids the most processes and threads; {@link #NO_LIMIT}: no limit
 */
public record CgroupLimits(long memoryBytes, long cpuMillis, long pids) {

    public static final long NO_LIMIT = 0;
    /** The value for a target without any cgroup limit; such a target needs no cgroup of its own. */
    public static final CgroupLimits NONE = new CgroupLimits(NO_LIMIT, NO_LIMIT, NO_LIMIT);

    private static final int MILLIS_PER_PERCENT = 10;
    private static final double MIB = 1 << 20;

    public CgroupLimits {
        if (memoryBytes < 0 || cpuMillis < 0 || pids < 0) {
            throw new IllegalArgumentException("a limit is above 0, or 0 for none");
        }
    }

    /** A kind of cgroup limit. The name of the constant in lower case is the name of the option. */
    public enum Kind {
        MEMORY_MAX, CPU_QUOTA, PIDS_MAX;

        /**
         * The cgroup controller that enforces a limit of this kind, under its name in {@code /proc/PID/cgroup}
         * (cgroups(7)).
         */
        public String controller() {
            return word().substring(0, word().indexOf('_'));
        }

        /** The name of the option that sets a limit of this kind, such as {@code memory_max}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether the target has no cgroup limit of any kind. */
    public boolean areNone() {
        return equals(NONE);
    }

    /** The target's limit of this kind, or {@link #NO_LIMIT} if there is none. */
    public long of(Kind kind) {
        return switch (kind) {
            case MEMORY_MAX -> memoryBytes;
            case CPU_QUOTA -> cpuMillis;
            case PIDS_MAX -> pids;
        };
    }

    /** The kinds of which the target has a limit. */
    public List<Kind> kinds() {
        return Arrays.stream(Kind.values()).filter(kind -> of(kind) != NO_LIMIT).toList();
    }

    /**
     * The target's limits in words: {@code memory_max 64.0 MiB, cpu_quota 50%, pids_max 20}. Without limits, the text
     * is empty.
     */
    public String words() {
        return kinds().stream().map(kind -> kind.word() + " " + words(kind)).collect(Collectors.joining(", "));
    }

    /** The target's limit of one kind in words: {@code 64.0 MiB}, {@code 50%}, {@code 20}, or {@code no limit}. */
    public String words(Kind kind) {
        if (of(kind) == NO_LIMIT) {
            return "no limit";
        }
        return switch (kind) {
            case MEMORY_MAX -> String.format(Locale.ROOT, "%.1f MiB", memoryBytes / MIB);
            case CPU_QUOTA -> percent();
            case PIDS_MAX -> Long.toString(pids);
        };
    }

    /** A copy of these limits in which the limit of one kind is replaced. */
    public CgroupLimits with(Kind kind, long limit) {
        return switch (kind) {
            case MEMORY_MAX -> new CgroupLimits(limit, cpuMillis, pids);
            case CPU_QUOTA -> new CgroupLimits(memoryBytes, limit, pids);
            case PIDS_MAX -> new CgroupLimits(memoryBytes, cpuMillis, limit);
        };
    }

    private String percent() {
        long rest = cpuMillis % MILLIS_PER_PERCENT;
        return cpuMillis / MILLIS_PER_PERCENT + (rest == 0 ? "" : "." + rest) + "%";
    }
}
