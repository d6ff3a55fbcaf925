package dev.dpm.process;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The limits on all processes of a target together, which its cgroup enforces. ({@link ResourceLimit}s apply to each
 * process.)
 *
 * @param memoryBytes the limit on memory in bytes, or {@link #NO_LIMIT}
 * @param cpuMillis the limit on CPU in thousandths of a processor, or {@link #NO_LIMIT}
 * @param pids the limit on the number of processes and threads, or {@link #NO_LIMIT}
 */
public record CgroupLimits(long memoryBytes, long cpuMillis, long pids) {

    public static final long NO_LIMIT = 0;
    public static final CgroupLimits NONE = new CgroupLimits(NO_LIMIT, NO_LIMIT, NO_LIMIT);

    private static final int MILLIS_PER_PERCENT = 10;
    private static final double MIB = 1 << 20;

    public CgroupLimits {
        if (memoryBytes < 0 || cpuMillis < 0 || pids < 0) {
            throw new IllegalArgumentException("a limit is above 0, or 0 for none");
        }
    }

    /**
     * The kinds of limits on all processes of a target. The name of a constant in lower case is the name of the option
     * that sets the limit.
     */
    public enum Kind {
        MEMORY_MAX, CPU_QUOTA, PIDS_MAX;

        /** The name of the cgroup controller that enforces a limit of this kind (cgroups(7)). */
        public String controller() {
            return word().substring(0, word().indexOf('_'));
        }

        /** The name of the option that sets a limit of this kind, such as {@code memory_max}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean areNone() {
        return equals(NONE);
    }

    public long of(Kind kind) {
        return switch (kind) {
            case MEMORY_MAX -> memoryBytes;
            case CPU_QUOTA -> cpuMillis;
            case PIDS_MAX -> pids;
        };
    }

    public List<Kind> kinds() {
        return Arrays.stream(Kind.values()).filter(kind -> of(kind) != NO_LIMIT).toList();
    }

    public String words() {
        return kinds().stream().map(kind -> kind.word() + " " + words(kind)).collect(Collectors.joining(", "));
    }

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
