package dev.dpm.view;

import java.util.List;
import java.util.Optional;

/**
 * The figures of the machine as far as the runner can read them, up to some seconds old. Values that cannot be read are
 * empty.
 *
 * @param cpus the number of logical processors
 * @param load averages of 1, 5 and 15 minutes (proc(5), loadavg); empty, or three figures
 * @param memoryBytes all memory, of which {@code memoryAvailableBytes} are available without swapping (MemAvailable of
 * proc(5))
 * @param swapBytes all swap space, of which {@code swapUsedBytes} are used
 * @param home the file system of the runner's home
 * @param logs the file system of the targets' output
 * @param uptimeSeconds the time since the machine's start
 */
public record MachineView(int cpus, List<Double> load, long memoryBytes, long memoryAvailableBytes, long swapBytes,
        long swapUsedBytes, Optional<FileSystem> home, Optional<FileSystem> logs, long uptimeSeconds, String kernel) {

    public MachineView {
        load = List.copyOf(load);
    }

    /**
     * A file system.
     *
     * @param path the path of a folder in the file system
     * @param freeBytes space that the runner's user can still use
     */
    public record FileSystem(String path, long bytes, long freeBytes) {
    }
}
