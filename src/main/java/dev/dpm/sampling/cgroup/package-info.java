/**
 * Finds and reads the cgroups of a process, in versions 1 and 2. A file that cannot be read is no error: its figure is empty.
 */
package dev.dpm.sampling.cgroup;
