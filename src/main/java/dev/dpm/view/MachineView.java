package dev.dpm.view;

import java.util.List;
import java.util.Optional;

/**
 * The machine, or what of it the runner sees; a look that may be some seconds old. What cannot be read is empty.
 *
 * @param cpus logical processors
 * @param load averages of 1, 5 and 15 minutes, as proc(5) has them in loadavg; empty, or three
 * @param memoryBytes all, of which {@code memoryAvailableBytes} can be had without swapping (MemAvailable of proc(5))
 * @param swapBytes all, of which {@code swapUsedBytes} are taken
 * @param home the file system of the runner's home
 * @param logs the file system of the targets' output
 * @param uptimeSeconds since the machine's start
 */
public record MachineView(int cpus, List<Double> load, long memoryBytes, long memoryAvailableBytes, long swapBytes,
        long swapUsedBytes, Optional<FileSystem> home, Optional<FileSystem> logs, long uptimeSeconds, String kernel) {

    public MachineView {
        load = List.copyOf(load);
    }

    /**
     * @param path of a folder on it
     * @param freeBytes what the runner's user may still write
     */
    public record FileSystem(String path, long bytes, long freeBytes) {
    }
}
