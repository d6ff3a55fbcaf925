package dev.dpm.view;

import java.util.List;
import java.util.Optional;

/**
 * Load, memory and file systems of the machine, read a few seconds ago at most. Values that are unreadable are empty.
 *
 * @param cpus the number of logical processors
 * @param load the load averages of 1, 5 and 15 minutes (proc(5), loadavg); empty, or three numbers
 * @param memoryBytes the machine's memory in bytes; {@code memoryAvailableBytes} of these are available without
 *     swapping (MemAvailable of proc(5))
 * @param swapBytes the machine's swap space in bytes; {@code swapUsedBytes} of these are in use
 * @param home the file system of the runner's home folder
 * @param logs the file system of the files with the targets' output
 * @param uptimeSeconds the time since the machine booted
 */
public record MachineView(int cpus, List<Double> load, long memoryBytes, long memoryAvailableBytes, long swapBytes,
        long swapUsedBytes, Optional<FileSystem> home, Optional<FileSystem> logs, long uptimeSeconds, String kernel) {

    public MachineView {
        load = List.copyOf(load);
    }

    /**
     * One file system.
     *
     * @param path the path of a folder in the file system
     * @param freeBytes space that the runner's user can still write to
     */
    public record FileSystem(String path, long bytes, long freeBytes) {
    }
}
