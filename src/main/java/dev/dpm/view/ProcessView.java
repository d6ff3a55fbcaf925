package dev.dpm.view;

import java.time.Instant;
import java.util.Optional;

/**
 * A process of a target.
 *
 * @param depth 0: the main process, or an orphan
 * @param name at most 15 bytes (comm of proc(5))
 * @param command with secrets masked; empty: a zombie
 * @param state running, sleeping, waiting for disk, stopped, zombie …
 * @param cpuPercent of one core; empty: read once
 * @param memoryBytes resident set size
 */
public record ProcessView(long pid, long parent, int depth, String name, String command, String state, long threads,
        Optional<Double> cpuPercent, long memoryBytes, Instant startedAt) {
}
