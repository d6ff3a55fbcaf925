package dev.dpm.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Details of the runner. Values that cannot be read are empty.
 * @param java the version of Java, such as {@code 17.0.15 (Debian)}
 * @param turns the number of iterations of the supervision loop
 * @param anonymousBytes the runner's anonymous memory (RssAnon of proc(5))
 * @param heapBytes the used heap, at most {@code heapMaxBytes}
 * @param descriptors the number of open file descriptors, at most {@code descriptorsMax}
 * @param cpuSeconds the runner's CPU time, user and system
 * @param configFile the file with the runner's own settings
 * @param disk the disk space of the home folder
 * @param preflight the rights of the runner
 */
public record RunnerDetails(RunnerView runner, String java, String kernel, Instant startedAt, long turns,
        Optional<Long> anonymousBytes, long heapBytes, long heapMaxBytes, int threads, Optional<Long> descriptors,
        Optional<Long> descriptorsMax, Optional<Double> cpuSeconds, Optional<String> configFile, Disk disk,
        List<PreflightLine> preflight) {

    public RunnerDetails {
        preflight = List.copyOf(preflight);
    }

    /**
     * The disk space of the runner's home folder in bytes.
     * @param output the targets' output, with rotated files
     * @param logs the runner's own log files
     * @param history the history of CPU and memory
     * @param state the records of targets, and the events
     * @param freeBytes the free space of the file system; empty: it cannot be read
     */
    public record Disk(long output, long logs, long history, long state, Optional<Long> freeBytes) {
    }
}
