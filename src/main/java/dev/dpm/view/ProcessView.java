package dev.dpm.view;

import java.time.Instant;
import java.util.Optional;

/**
 * One process of a target's tree, at the time of the last reading.
 *
 * @param parent the pid of the process's parent, which may be outside of the tree
 * @param depth 0: the main process, and processes that are no longer its descendants; 1: their children, and so on
 * @param name the kernel's name for the process (comm of proc(5), at most 15 bytes)
 * @param command the arguments joined by spaces, secrets masked; a program can change them at any time. Empty: a zombie
 * @param state the kernel's state letter in words: running, sleeping, waiting for disk, stopped, zombie …
 * @param cpuPercent percent of one core, between two readings; empty: the process was read only once
 * @param memoryBytes the resident set, shared pages included
 */
public record ProcessView(long pid, long parent, int depth, String name, String command, String state, long threads,
        Optional<Double> cpuPercent, long memoryBytes, Instant startedAt) {
}
