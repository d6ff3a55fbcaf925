package dev.dpm.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Details of the runner, in addition to {@link RunnerView}; values that cannot be read are empty.
 *
 * @param java version and vendor, such as {@code 17.0.15 (Debian)}
 * @param turns number of turns of the supervision loop
 * @param anonymousBytes memory of the runner alone: RssAnon of proc(5)
 * @param heapBytes the present size of Java's heap, at most {@code heapMaxBytes}
 * @param descriptors the number of open descriptors, at most {@code descriptorsMax}
 * @param cpuSeconds user and system time since the runner's start
 * @param configFile the file with the runner's own settings
 * @param disk the size of the runner's home
 * @param preflight the rights that the environment gives the runner, and the missing ones
 */
public record RunnerDetails(RunnerView runner, String java, String kernel, Instant startedAt, long turns,
        Optional<Long> anonymousBytes, long heapBytes, long heapMaxBytes, int threads, Optional<Long> descriptors,
        Optional<Long> descriptorsMax, Optional<Double> cpuSeconds, Optional<String> configFile, Disk disk,
        List<PreflightLine> preflight) {

    public RunnerDetails {
        preflight = List.copyOf(preflight);
    }

    /**
     * Sizes of the files in the runner's home, in bytes.
     *
     * @param output the targets' output, rotated files included
     * @param logs the runner's own log
     * @param history the usage history
     * @param state states and events
     * @param freeBytes free space of the file system for the runner's user; empty: cannot be read
     */
    public record Disk(long output, long logs, long history, long state, Optional<Long> freeBytes) {
    }
}
