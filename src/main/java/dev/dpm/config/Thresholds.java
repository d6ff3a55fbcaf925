package dev.dpm.config;

import java.time.Duration;
import java.util.Optional;

/**
 * When a target uses too much: what its samples are judged by.
 *
 * @param cpu percent of one core, or of the CPU limit
 * @param memory bytes, or percent of the memory limit
 * @param measure what counts as memory, and whether somebody chose it
 * @param percentNeedsLimit whether a memory threshold in percent means the limit and nothing else. Where it is only the
 *        default of attached targets, it must not turn into a part of the machine; what somebody wrote may
 * @param actBefore how long before memory reaches its limit the runner acts; empty: the trend is only shown
 * @param toldMemoryLimit what the memory limit is said to be, in bytes, where none can be read
 * @param toldCpuLimit what the CPU limit is said to be, in processors, where none can be read
 * @param startGrace from the process's start, in which nothing is judged
 * @param interval between two samples
 */
public record Thresholds(Threshold cpu, Threshold memory, BreachSamples samples, MemoryMeasure measure,
        boolean percentNeedsLimit, Optional<Duration> actBefore, Optional<Long> toldMemoryLimit,
        Optional<Double> toldCpuLimit, Duration startGrace, Duration interval) {

    /** Whether anything is judged by the limits of the cgroup; else they are only shown. */
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
     * How many consecutive samples over a threshold make a breach.
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
     * @param onlyOwn a cgroup counts only where it is the target's: with a limit, and without the runner in it. So it is
     *        where nobody chose the basis: on a machine without containers a process shares its cgroup with its neighbours,
     *        and must not answer for them
     */
    public record MemoryMeasure(MemoryBasis basis, boolean onlyOwn) {
    }
}
