package dev.dpm.check;

import java.util.OptionalDouble;

/** Port: how much tasks wait for a CPU. */
@FunctionalInterface
public interface Pressure {

    /** {@code some avg10} of {@code /proc/pressure/cpu}; empty: no PSI. */
    OptionalDouble cpuPercent();
}
