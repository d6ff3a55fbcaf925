package dev.dpm.check;

import java.util.OptionalDouble;

/** Port: how much the machine starves. */
@FunctionalInterface
public interface Pressure {

    /**
     * Percent of the last ten seconds in which some task waited for a CPU: {@code some avg10} of
     * {@code /proc/pressure/cpu}. Empty: it cannot be read (no PSI in the kernel, or it is switched off).
     */
    OptionalDouble cpuPercent();
}
