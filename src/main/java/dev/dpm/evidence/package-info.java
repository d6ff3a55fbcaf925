/**
 * Collects the evidence of an incident at its beginning: the process tree, its descriptors and connections, the machine
 * and the cgroup around it, and the results of programs such as jcmd. Collecting ends in time even where a reading
 * hangs. The package {@code incident} decides about the meaning of the evidence.
 */
package dev.dpm.evidence;
