package dev.dpm.sampling;

import java.time.Duration;

/**
 * The CPU time that a target's main process has used, and the hard limit at which the kernel ends that process by KILL
 * (RLIMIT_CPU of setrlimit(2)).
 *
 * @param used user and system time of the process itself, without its children, which are limited one by one
 * @param hard the hard limit; zero: there is none, or it cannot be read
 */
public record CpuAllowance(Duration used, Duration hard) {

    /** The value for a process without a hard limit of CPU time (RLIMIT_CPU). */
    public static final CpuAllowance NONE = new CpuAllowance(Duration.ZERO, Duration.ZERO);

    /**
     * A process may have used this much CPU time less than its hard limit when the kernel ends it: the kernel compares
     * whole seconds, and {@code /proc} counts ticks of 10 ms.
     */
    private static final Duration SLACK = Duration.ofMillis(500);
    private static final double WHOLE = 100;

    /**
     * Whether the process has reached its hard limit some time after this reading, if it went on using CPU time at the
     * same rate.
     *
     * @param later the time since this reading
     * @param percent the rate at which the process used CPU time, in percent of one core
     */
    public boolean isSpentAfter(Duration later, double percent) {
        return !hard.isZero() && usedAfter(later, percent).plus(SLACK).compareTo(hard) >= 0;
    }

    private Duration usedAfter(Duration later, double percent) {
        return used.plusMillis(Math.round(later.toMillis() * Math.max(0, percent) / WHOLE));
    }
}
