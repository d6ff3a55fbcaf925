package dev.dpm.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Details of the runner; unreadable values are empty.
 *
 * @param java such as {@code 17.0.15 (Debian)}
 * @param turns of the supervision loop
 * @param anonymousBytes RssAnon of proc(5)
 * @param heapBytes up to {@code heapMaxBytes}
 * @param descriptors up to {@code descriptorsMax}
 * @param cpuSeconds user and system
 * @param configFile of the runner itself
 * @param disk the home folder
 * @param preflight its rights
 */
public record RunnerDetails(RunnerView runner, String java, String kernel, Instant startedAt, long turns,
        Optional<Long> anonymousBytes, long heapBytes, long heapMaxBytes, int threads, Optional<Long> descriptors,
        Optional<Long> descriptorsMax, Optional<Double> cpuSeconds, Optional<String> configFile, Disk disk,
        List<PreflightLine> preflight) {

    public RunnerDetails {
        preflight = List.copyOf(preflight);
    }

    /**
     * Sizes in bytes.
     *
     * @param output with rotated files
     * @param logs the runner's own
     * @param history CPU and memory
     * @param state of targets and events
     * @param freeBytes empty: unreadable
     */
    public record Disk(long output, long logs, long history, long state, Optional<Long> freeBytes) {
    }
}
