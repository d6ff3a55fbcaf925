package dev.dpm.sampling;

import java.time.Duration;

/**
 * The CPU time of a process and its hard limit (RLIMIT_CPU of setrlimit(2)).
 *
 * @param used user and system time without children
 * @param hard zero: no limit is known
 */
public record CpuAllowance(Duration used, Duration hard) {

    public static final CpuAllowance NONE = new CpuAllowance(Duration.ZERO, Duration.ZERO);

    /**
     * How much less than its limit a killed process may have used: the kernel compares whole seconds, and {@code /proc} counts
     * ticks of 10 ms.
     */
    private static final Duration SLACK = Duration.ofMillis(500);
    private static final double WHOLE = 100;

    /**
     * Whether the process has reached its limit some time later, at an unchanged rate.
     *
     * @param percent the rate, in percent of one core
     */
    public boolean isSpentAfter(Duration later, double percent) {
        return !hard.isZero() && usedAfter(later, percent).plus(SLACK).compareTo(hard) >= 0;
    }

    private Duration usedAfter(Duration later, double percent) {
        return used.plusMillis(Math.round(later.toMillis() * Math.max(0, percent) / WHOLE));
    }
}
