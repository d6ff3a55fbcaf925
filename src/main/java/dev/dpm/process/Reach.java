package dev.dpm.process;

/**
 * The runner's access to one process. Signals need the same user or CAP_KILL (kill(2)); the rest needs the check
 * "PTRACE_MODE_READ": same user and group, no capability that the runner lacks (ptrace(2)).
 *
 * @param signal whether the runner may signal the process
 * @param figures whether {@code stat} can be read: CPU, resident memory, start time
 * @param rollup whether {@code smaps_rollup} can be read: the proportional set size
 * @param environ whether {@code environ} can be read
 * @param root whether the process's file system can be entered through {@code root}, for the files of its own cgroup
 */
public record Reach(boolean signal, boolean figures, boolean rollup, boolean environ, boolean root) {
}
