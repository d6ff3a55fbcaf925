package dev.dpm.view;

import java.time.Instant;
import java.util.Optional;

/**
 * A process of a target.
 * @param depth the depth in the tree of processes; 0: the main process, or an orphan
 * @param name the name of the process, at most 15 bytes (comm of proc(5))
 * @param command the command line with secrets masked; empty: a zombie
 * @param state running, sleeping, waiting for disk, stopped, zombie …
 * @param cpuPercent percent of one core; empty: the process was read only once
 * @param memoryBytes the resident set size
 */
public record ProcessView(long pid, long parent, int depth, String name, String command, String state, long threads,
        Optional<Double> cpuPercent, long memoryBytes, Instant startedAt) {
}
