/**
 * Collects evidence when an incident begins: the target's processes, the machine, the cgroup, and the output of programs. The
 * collection ends in time even where a read hangs.
 */
package dev.dpm.evidence;
