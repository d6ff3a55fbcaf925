package dev.dpm.check;

import java.util.OptionalDouble;

/**
 * Measures how much the machine's processes wait for a CPU. The package {@code check.probe} implements this interface.
 */
@FunctionalInterface
public interface Pressure {

    /**
     * The percentage of the last ten seconds in which some task waited for a CPU: {@code some avg10} of {@code
     * /proc/pressure/cpu}. Empty if the kernel has no PSI, or PSI is switched off.
     */
    OptionalDouble cpuPercent();
}
