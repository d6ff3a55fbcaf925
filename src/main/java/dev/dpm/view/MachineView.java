package dev.dpm.view;

import java.util.List;
import java.util.Optional;

/**
 * Load, memory and file systems, a few seconds old; unreadable values are empty.
 *
 * @param cpus logical processors
 * @param load of 1, 5 and 15 minutes (proc(5), loadavg)
 * @param memoryBytes of which {@code memoryAvailableBytes} are available (MemAvailable of proc(5))
 * @param swapBytes of which {@code swapUsedBytes} are in use
 * @param home the file system of the home folder
 * @param logs the file system of output
 * @param uptimeSeconds since the boot
 */
public record MachineView(int cpus, List<Double> load, long memoryBytes, long memoryAvailableBytes, long swapBytes,
        long swapUsedBytes, Optional<FileSystem> home, Optional<FileSystem> logs, long uptimeSeconds, String kernel) {

    public MachineView {
        load = List.copyOf(load);
    }

    /**
     * A file system.
     *
     * @param path of a folder in it
     * @param freeBytes for the runner's user
     */
    public record FileSystem(String path, long bytes, long freeBytes) {
    }
}
