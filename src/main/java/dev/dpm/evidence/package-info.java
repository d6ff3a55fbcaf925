/**
 * Collects the evidence when an incident begins: the target's processes, their file descriptors and connections, the
 * machine and the cgroup, and the output of programs such as {@code jcmd}. The collection ends in time even if reading
 * a file hangs. The package {@code incident} decides what the evidence means.
 */
package dev.dpm.evidence;
