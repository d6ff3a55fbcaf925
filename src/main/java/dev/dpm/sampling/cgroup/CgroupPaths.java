package dev.dpm.sampling.cgroup;

import java.util.Optional;

/**
 * The folders of a process's cgroups.
 * @param membership the text of {@code /proc/PID/cgroup}; the folders are valid as long as it stays the same
 * @param memory the folder of the memory files; empty: the runner cannot reach it
 * @param cpu the folder of the CPU files; empty: the runner cannot reach it
 * @param isShared whether the runner is in the same memory cgroup
 */
record CgroupPaths(String membership, Optional<Folder> memory, Optional<Folder> cpu, boolean isShared) {
}
