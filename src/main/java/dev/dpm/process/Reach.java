package dev.dpm.process;

/**
 * The runner's access to one process. To signal a process, the runner needs the same user or CAP_KILL (kill(2)). All
 * other access passes the kernel's check PTRACE_MODE_READ: same user and group, and no capability that the runner lacks
 * (ptrace(2)).
 *
 * @param signal whether the runner may signal the process
 * @param figures whether {@code stat} can be read: CPU, resident memory, start time
 * @param rollup whether {@code smaps_rollup} can be read: the proportional set size
 * @param environ whether {@code environ} can be read
 * @param root whether the runner can reach the process's file system through {@code /proc/PID/root}, to read the files
 *     of the process's cgroup
 */
public record Reach(boolean signal, boolean figures, boolean rollup, boolean environ, boolean root) {
}
