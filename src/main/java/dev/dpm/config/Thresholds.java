package dev.dpm.config;

import java.time.Duration;
import java.util.Optional;

/**
 * The thresholds of a target.
 *
 * @param cpu in percent of one core or of the CPU limit
 * @param memory in bytes or in percent of the memory limit
 * @param measure how memory is measured
 * @param percentNeedsLimit true: a memory threshold in percent has no effect without a memory limit; false: it then means
 *     the machine's memory
 * @param actBefore how long before the memory of the target reaches its limit the runner acts; empty: never
 * @param toldMemoryLimit a memory limit in bytes that the user states for machines on which none can be read
 * @param toldCpuLimit a CPU limit in processors that the user states for machines on which none can be read
 * @param startGrace the time after a launch in which the thresholds do not apply
 * @param interval the time between two samples
 */
public record Thresholds(Threshold cpu, Threshold memory, BreachSamples samples, MemoryMeasure measure,
        boolean percentNeedsLimit, Optional<Duration> actBefore, Optional<Long> toldMemoryLimit,
        Optional<Double> toldCpuLimit, Duration startGrace, Duration interval) {

    /** Whether the runner's decisions about the target depend on the limits of the target's cgroup. */
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

    /** The numbers of consecutive samples that must exceed a threshold before the runner reacts, 1 or more. */
    public record BreachSamples(int cpu, int memory) {

        public BreachSamples {
            if (cpu < 1 || memory < 1) {
                throw new IllegalArgumentException("a breach takes at least one sample, not " + cpu + " and " + memory);
            }
        }
    }

    /**
     * How memory is measured.
     *
     * @param onlyOwn whether the memory of a cgroup counts only if the cgroup has a limit and does not contain the runner:
     *     otherwise the memory of other processes could restart the target
     */
    public record MemoryMeasure(MemoryBasis basis, boolean onlyOwn) {
    }

    /** Which memory figure is compared with the threshold. */
    public enum MemoryBasis {
        /** The sum of the resident sets. A shared page counts in each process. */
        RSS,
        /** The sum of the proportional set sizes. A page of n processes counts as an n-th in each (smaps_rollup of proc(5)). */
        PSS,
        /** The memory charged to the cgroup, without inactive file cache. */
        CGROUP;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** A threshold in percent of one core, or in bytes of memory. */
    public sealed interface Threshold {

        /** The threshold is off. */
        record Off() implements Threshold {
        }

        /** @param value the threshold in percent of one core, or in bytes; more than 0 */
        record At(double value) implements Threshold {
        }

        /**
         * A share of the limit of the target's cgroup.
         *
         * @param percent more than 0, at most 100
         */
        record Share(double percent) implements Threshold {
        }

        Threshold OFF = new Off();
    }
}
