package dev.dpm.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Details of the runner that {@link RunnerView} does not contain. Values that are unreadable are empty.
 *
 * @param java version and vendor of the JVM, such as {@code 17.0.15 (Debian)}
 * @param turns how often the supervision loop has run
 * @param anonymousBytes memory that only the runner uses: RssAnon of proc(5)
 * @param heapBytes the present size of the Java heap; its limit is {@code heapMaxBytes}
 * @param descriptors the number of open file descriptors; their limit is {@code descriptorsMax}
 * @param cpuSeconds the runner's user and system CPU time since its start
 * @param configFile the file with the configuration of the runner itself
 * @param disk sizes of the files in the runner's home folder
 * @param preflight which rights and facilities the runner has, and which are missing
 */
public record RunnerDetails(RunnerView runner, String java, String kernel, Instant startedAt, long turns,
        Optional<Long> anonymousBytes, long heapBytes, long heapMaxBytes, int threads, Optional<Long> descriptors,
        Optional<Long> descriptorsMax, Optional<Double> cpuSeconds, Optional<String> configFile, Disk disk,
        List<PreflightLine> preflight) {

    public RunnerDetails {
        preflight = List.copyOf(preflight);
    }

    /**
     * Sizes of the files in the runner's home folder, in bytes.
     *
     * @param output the size of the targets' output, including rotated files
     * @param logs the size of the runner's own log
     * @param history the size of the CPU and memory history
     * @param state the size of the files with states of targets and events
     * @param freeBytes free space that the runner's user may write to; empty if unreadable
     */
    public record Disk(long output, long logs, long history, long state, Optional<Long> freeBytes) {
    }
}
