package dev.dpm.view;

import java.time.Instant;
import java.util.Optional;

/**
 * One process of a target's tree, as it was a moment ago.
 *
 * @param parent its parent's pid, whether that is of the tree or not
 * @param depth 0: the main process, and whoever is no descendant of it any more; 1: their children
 * @param name as the kernel knows it (comm of proc(5), at most 15 bytes)
 * @param command its arguments joined by spaces, secrets masked; what it shows there is its own affair. Empty: a zombie
 * @param state the kernel's letter in a word: running, sleeping, waiting for disk, stopped, zombie …
 * @param cpuPercent of one core, between two looks; empty: seen once only
 * @param memoryBytes its resident set, pages that it shares with others included
 */
public record ProcessView(long pid, long parent, int depth, String name, String command, String state, long threads,
        Optional<Double> cpuPercent, long memoryBytes, Instant startedAt) {
}
