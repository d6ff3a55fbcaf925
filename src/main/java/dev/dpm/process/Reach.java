package dev.dpm.process;

/**
 * The runner's access to a process. A signal needs the same user or CAP_KILL (kill(2)); the rest needs PTRACE_MODE_READ
 * (ptrace(2)).
 *
 * @param signal whether it may be signalled
 * @param figures {@code stat}
 * @param rollup {@code smaps_rollup}
 * @param environ {@code environ}
 * @param root {@code /proc/PID/root}, for the cgroup's files
 */
public record Reach(boolean signal, boolean figures, boolean rollup, boolean environ, boolean root) {
}
