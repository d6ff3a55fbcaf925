package dev.dpm.sampling.cgroup;

import java.util.Optional;

/**
 * Where a process's cgroups can be read.
 *
 * @param membership the text of its {@code /proc/PID/cgroup}: as long as it stays so, the folders hold
 * @param memory the folder with its memory files; empty: it cannot be reached
 * @param cpu the folder with its CPU files
 * @param isShared the runner is in the same memory cgroup
 */
record CgroupPaths(String membership, Optional<Folder> memory, Optional<Folder> cpu, boolean isShared) {
}
