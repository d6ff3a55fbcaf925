package dev.dpm.sampling;

import java.time.Duration;

/**
 * The CPU time of a process and its hard limit (RLIMIT_CPU of setrlimit(2)).
 * @param used the user and system time of the process without its children
 * @param hard the limit; zero: no limit is known
 */
public record CpuAllowance(Duration used, Duration hard) {

    public static final CpuAllowance NONE = new CpuAllowance(Duration.ZERO, Duration.ZERO);

    /**
     * The tolerance of the comparison with the limit, since figures are coarse: the kernel compares whole seconds, and {@code
     * /proc} counts ticks of 10 ms.
     */
    private static final Duration SLACK = Duration.ofMillis(500);
    private static final double WHOLE = 100;

    /**
     * Whether the process reaches its limit of CPU time within the given time, if its CPU use does not change.
     * @param later the time after this reading
     * @param percent the CPU use in percent of one core
     */
    public boolean isSpentAfter(Duration later, double percent) {
        return !hard.isZero() && usedAfter(later, percent).plus(SLACK).compareTo(hard) >= 0;
    }

    private Duration usedAfter(Duration later, double percent) {
        return used.plusMillis(Math.round(later.toMillis() * Math.max(0, percent) / WHOLE));
    }
}
