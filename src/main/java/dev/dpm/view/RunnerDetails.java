package dev.dpm.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Details of the runner, in addition to {@link RunnerView}; what cannot be read is empty.
 *
 * @param java version and vendor, such as {@code 17.0.15 (Debian)}
 * @param turns number of turns of the supervision loop
 * @param anonymousBytes memory of the runner alone: RssAnon of proc(5)
 * @param heapBytes size of Java's heap now, at most {@code heapMaxBytes}
 * @param descriptors number of open ones, at most {@code descriptorsMax}
 * @param cpuSeconds user and system time since its start
 * @param configFile the file that its own settings come from
 * @param disk size of its home
 * @param preflight what its environment permits, and what is missing
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
