package dev.dpm.config;

import java.time.Duration;
import java.util.Optional;

/**
 * The thresholds of a target and how its samples are compared with them.
 *
 * @param cpu percent of one core, or of the CPU limit
 * @param memory bytes, or percent of the memory limit
 * @param measure which memory counts, and whether the user chose it
 * @param percentNeedsLimit whether a memory threshold in percent applies only where there is a memory limit. True for
 *     the default of attached targets, which must not become a share of the machine's memory; false for a threshold
 *     that the user wrote
 * @param actBefore how long before memory reaches its limit the runner acts; empty: the trend is only shown
 * @param toldMemoryLimit the memory limit given by the user, in bytes, for machines where no limit can be read
 * @param toldCpuLimit the CPU limit given by the user, in processors, for machines where no limit can be read
 * @param startGrace time from the process's start in which no sample is judged
 * @param interval time between two samples
 */
public record Thresholds(Threshold cpu, Threshold memory, BreachSamples samples, MemoryMeasure measure,
        boolean percentNeedsLimit, Optional<Duration> actBefore, Optional<Long> toldMemoryLimit,
        Optional<Double> toldCpuLimit, Duration startGrace, Duration interval) {

    /** Whether decisions depend on the cgroup's limits; otherwise the limits are only shown. */
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
     * The number of consecutive samples over a threshold that make a breach.
     *
     * @param cpu 1 or more
     * @param memory 1 or more
     */
    public record BreachSamples(int cpu, int memory) {

        public BreachSamples {
            if (cpu < 1 || memory < 1) {
                throw new IllegalArgumentException("a breach takes at least one sample, not " + cpu + " and " + memory);
            }
        }
    }

    /**
     * How a target's memory is measured.
     *
     * @param onlyOwn true: the cgroup is used only where it has a limit and the runner is not in it. True where the
     *     user did not choose the basis: on a machine without containers a process shares its cgroup with others, and
     *     must not be restarted because of them
     */
    public record MemoryMeasure(MemoryBasis basis, boolean onlyOwn) {
    }

    /** The figure that counts as a target's memory. */
    public enum MemoryBasis {
        /** The sum of the resident sets of the target's processes; a shared page counts in each of them. */
        RSS,
        /**
         * The sum of the proportional set sizes: pages shared by n processes count an n-th in each (smaps_rollup of
         * proc(5)).
         */
        PSS,
        /**
         * The working set of the target's cgroup: the memory charged to the cgroup without the file cache, which the
         * kernel gives back first.
         */
        CGROUP;

        /** The spelling of the basis in options, JSON and messages. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** A limit on usage: percent of a core, or bytes of memory, depending on the option. */
    public sealed interface Threshold {

        /** No limit. */
        record Off() implements Threshold {
        }

        /**
         * A fixed limit.
         *
         * @param value percent of one core, or bytes; more than 0
         */
        record At(double value) implements Threshold {
        }

        /**
         * A share of the cgroup's limit; the limit is read with every sample.
         *
         * @param percent more than 0, at most 100
         */
        record Share(double percent) implements Threshold {
        }

        Threshold OFF = new Off();
    }
}
