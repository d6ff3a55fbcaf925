package dev.dpm.view;

import java.util.List;
import java.util.Optional;

/**
 * Load, memory and file systems of the machine, a few seconds old. Values that cannot be read are empty.
 * @param cpus the number of logical processors
 * @param load the load averages of 1, 5 and 15 minutes (proc(5), loadavg)
 * @param memoryBytes the size of the memory, of which {@code memoryAvailableBytes} are available (MemAvailable of proc(5))
 * @param swapBytes the size of the swap space, of which {@code swapUsedBytes} are in use
 * @param home the file system of the runner's home folder
 * @param logs the file system of the targets' output files
 * @param uptimeSeconds seconds since the machine's boot
 */
public record MachineView(int cpus, List<Double> load, long memoryBytes, long memoryAvailableBytes, long swapBytes,
        long swapUsedBytes, Optional<FileSystem> home, Optional<FileSystem> logs, long uptimeSeconds, String kernel) {

    public MachineView {
        load = List.copyOf(load);
    }

    /**
     * Size and free space of a file system.
     * @param path the path of a folder in the file system
     * @param freeBytes the space that the runner's user may still use
     */
    public record FileSystem(String path, long bytes, long freeBytes) {
    }
}
