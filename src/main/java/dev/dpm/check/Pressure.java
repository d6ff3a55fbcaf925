package dev.dpm.check;

import java.util.OptionalDouble;

/** How much the machine's tasks wait for a CPU. */
@FunctionalInterface
public interface Pressure {

    /** The value {@code some avg10} of {@code /proc/pressure/cpu}, in percent. Empty: the kernel provides no PSI. */
    OptionalDouble cpuPercent();
}
