package dev.dpm.sampling.cgroup;

import java.util.Optional;

/**
 * The folders in which a process's cgroups can be read.
 *
 * @param membership the text of the process's {@code /proc/PID/cgroup}; as long as this text stays the same, the
 * folders are valid
 * @param memory the folder with the memory files; empty: the folder cannot be reached
 * @param cpu the folder with the CPU files; empty: the folder cannot be reached
 * @param isShared whether the runner is in the same memory cgroup
 */
record CgroupPaths(String membership, Optional<Folder> memory, Optional<Folder> cpu, boolean isShared) {
}
