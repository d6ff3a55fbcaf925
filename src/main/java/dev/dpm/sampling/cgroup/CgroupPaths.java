package dev.dpm.sampling.cgroup;

import java.util.Optional;

/**
 * The folders of a process's cgroups.
 *
 * @param membership the text of {@code /proc/PID/cgroup}; the folders are valid while it stays the same
 * @param memory the folder of the memory files; empty: unreachable
 * @param cpu the folder of the CPU files; empty: unreachable
 * @param isShared whether the runner is in the same memory cgroup
 */
record CgroupPaths(String membership, Optional<Folder> memory, Optional<Folder> cpu, boolean isShared) {
}
