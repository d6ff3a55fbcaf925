package dev.dpm.config;

import java.time.Duration;
import java.util.Optional;

/**
 * The thresholds of a target and how its samples are compared with them.
 *
 * @param cpu the CPU threshold, in percent of one core or of the CPU limit
 * @param memory the memory threshold, in bytes or in percent of the memory limit
 * @param measure how the target's memory is measured, and whether the user chose this way
 * @param percentNeedsLimit whether a memory threshold in percent applies only if there is a memory limit. True for the
 *     default of attached targets, which must not become a percentage of the machine's memory; false for a threshold
 *     that the user wrote
 * @param actBefore how long before the memory is expected to reach its limit the runner acts; empty if the runner only
 *     shows the trend
 * @param toldMemoryLimit the memory limit in bytes that the user gave, for machines where the runner can read no limit
 * @param toldCpuLimit the CPU limit in processors that the user gave, for machines where the runner can read no limit
 * @param startGrace the time from the process's start in which samples are not compared with the thresholds
 * @param interval the time between two samples of the target
 */
public record Thresholds(Threshold cpu, Threshold memory, BreachSamples samples, MemoryMeasure measure,
        boolean percentNeedsLimit, Optional<Duration> actBefore, Optional<Long> toldMemoryLimit,
        Optional<Double> toldCpuLimit, Duration startGrace, Duration interval) {

    /**
     * Whether a threshold or the memory trend of the target is measured against the limits of its cgroup. If not, the
     * runner only shows these limits.
     */
    public boolean areOfLimits() {
        return cpu instanceof Threshold.Share || memory instanceof Threshold.Share || actBefore.isPresent()
                || measure.basis() == MemoryBasis.CGROUP;
    }

    static Thresholds of(Settings settings) {
        return new Thresholds(settings.get(Options.CPU_THRESHOLD), settings.get(Options.MEMORY_THRESHOLD),
                settings.get(Options.BREACH_SAMPLES),
                new MemoryMeasure(settings.get(Options.MEMORY_BASIS), settings.isDefault(Options.MEMORY_BASIS)),
                settings.get(Options.ATTACH) && settings.isDefault(Options.MEMORY_THRESHOLD),
                settings.get(Options.ACT_BEFORE), settings.find(Options.MEMORY_LIMIT).map(Bytes::count),
                settings.find(Options.CPU_LIMIT), settings.get(Options.START_GRACE),
                settings.get(Options.MONITOR_INTERVAL));
    }

    /**
     * The numbers of consecutive samples above a threshold after which the runner reacts.
     *
     * @param cpu the number of consecutive samples above the CPU threshold after which the runner reacts, 1 or more
     * @param memory the number of consecutive samples above the memory threshold after which the runner reacts, 1 or
     *     more
     */
    public record BreachSamples(int cpu, int memory) {

        public BreachSamples {
            if (cpu < 1 || memory < 1) {
                throw new IllegalArgumentException("a breach takes at least one sample, not " + cpu + " and " + memory);
            }
        }
    }

    /**
     * How the runner measures a target's memory.
     *
     * @param onlyOwn whether the cgroup counts only if it has a limit and does not contain the runner. True if the user
     *     did not choose a basis: on a machine without containers, a target shares its cgroup with other processes, and
     *     their memory must not lead to its restart
     */
    public record MemoryMeasure(MemoryBasis basis, boolean onlyOwn) {
    }

    /** The way to measure a target's memory, which the memory threshold compares. */
    public enum MemoryBasis {
        /** The sum of the resident sets of the target's processes; a shared page counts in each of them. */
        RSS,
        /**
         * The sum of the proportional set sizes of the target's processes: a page that n processes share counts as an
         * n-th in each of them (smaps_rollup of proc(5)).
         */
        PSS,
        /**
         * The working set of the target's cgroup: the memory that the kernel charges to the cgroup, without the part of
         * the file cache that the kernel frees first.
         */
        CGROUP;

        /** The word for this way to measure memory in options, JSON and messages. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** A threshold for a target's usage: percent of a core, or bytes of memory, depending on the option. */
    public sealed interface Threshold {

        /** The target has no threshold for this usage. */
        record Off() implements Threshold {
        }

        /**
         * A fixed threshold for a target's usage.
         *
         * @param value percent of one core, or bytes; more than 0
         */
        record At(double value) implements Threshold {
        }

        /**
         * A threshold in percent of the limit of the target's cgroup, which the runner reads with every sample.
         *
         * @param percent more than 0, at most 100
         */
        record Share(double percent) implements Threshold {
        }

        Threshold OFF = new Off();
    }
}
