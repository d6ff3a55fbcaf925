package dev.dpm.view;

import java.time.Instant;
import java.util.Optional;

/**
 * One process of a target, when the processes were last read.
 *
 * @param parent the pid of the parent process, which may be a process outside of the target
 * @param depth 0 for the main process and for processes that are not its descendants any more, 1 for their children,
 *     and so on
 * @param name the kernel's name of the process (comm of proc(5), at most 15 bytes)
 * @param command the arguments joined by spaces, with secrets masked; empty for a zombie. A program can change its
 *     arguments at any time
 * @param state the kernel's state letter in words: running, sleeping, waiting for disk, stopped, zombie …
 * @param cpuPercent percent of one core between two readings; empty if the process was read only once
 * @param memoryBytes the resident set size, which includes shared pages
 */
public record ProcessView(long pid, long parent, int depth, String name, String command, String state, long threads,
        Optional<Double> cpuPercent, long memoryBytes, Instant startedAt) {
}
