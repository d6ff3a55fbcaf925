package dev.dpm.process;

/**
 * What the runner may do with a process. Sending a signal requires the same user or CAP_KILL (kill(2)); reading most
 * files of {@code /proc/PID} requires the access PTRACE_MODE_READ (ptrace(2)).
 *
 * @param signal whether the runner may signal the process
 * @param figures whether it can read {@code /proc/PID/stat}
 * @param rollup whether it can read {@code /proc/PID/smaps_rollup}
 * @param environ whether it can read {@code /proc/PID/environ}
 * @param root whether it can open {@code /proc/PID/root}, which leads to the files of the process's cgroup
 */
public record Reach(boolean signal, boolean figures, boolean rollup, boolean environ, boolean root) {
}
