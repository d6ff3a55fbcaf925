package dev.dpm.view;

import java.time.Instant;
import java.util.Optional;

/**
 * One process of a target's tree, as it was a moment ago.
 *
 * @param parent its parent's pid, in the tree or not
 * @param depth 0: the main process, and processes that are no longer its descendants; 1: their children, and so on
 * @param name the kernel's name for it (comm of proc(5), at most 15 bytes)
 * @param command its arguments joined by spaces, secrets masked; a program can change what it shows here. Empty: a
 *     zombie
 * @param state the kernel's state letter in words: running, sleeping, waiting for disk, stopped, zombie …
 * @param cpuPercent of one core, between two readings; empty: read only once
 * @param memoryBytes its resident set, shared pages included
 */
public record ProcessView(long pid, long parent, int depth, String name, String command, String state, long threads,
        Optional<Double> cpuPercent, long memoryBytes, Instant startedAt) {
}
