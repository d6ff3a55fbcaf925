/**
 * Collects evidence when an incident begins: about the target's processes, the machine and the cgroup, and the output of
 * programs. The collection ends in time even if the read of a file hangs.
 */
package dev.dpm.evidence;
