package dev.dpm.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The runner itself, closer than {@link RunnerView}; what cannot be read is empty.
 *
 * @param java its version and maker, such as {@code 17.0.15 (Debian)}
 * @param turns how often the loop has turned
 * @param anonymousBytes memory that is the runner's own: RssAnon of proc(5)
 * @param heapBytes what Java's heap takes now, of at most {@code heapMaxBytes}
 * @param descriptors in use, of at most {@code descriptorsMax}
 * @param cpuSeconds user and system time since its start
 * @param configFile the file that its own settings come from
 * @param disk what its home takes
 * @param preflight what the place permits, and what is missing
 */
public record RunnerDetails(RunnerView runner, String java, String kernel, Instant startedAt, long turns,
        Optional<Long> anonymousBytes, long heapBytes, long heapMaxBytes, int threads, Optional<Long> descriptors,
        Optional<Long> descriptorsMax, Optional<Double> cpuSeconds, Optional<String> configFile, Disk disk,
        List<PreflightLine> preflight) {

    public RunnerDetails {
        preflight = List.copyOf(preflight);
    }

    /**
     * Bytes in the files of the runner's home.
     *
     * @param output of the targets' output, rotated files included
     * @param logs of the runner's own log
     * @param history of the usage history
     * @param state of states and events
     * @param freeBytes what the file system has left for the runner's user; empty: cannot be read
     */
    public record Disk(long output, long logs, long history, long state, Optional<Long> freeBytes) {
    }
}
