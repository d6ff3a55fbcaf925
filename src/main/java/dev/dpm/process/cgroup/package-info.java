/**
 * Cgroups that the runner creates to limit targets, on versions 1 and 2 (cgroups(7)). The package finds the folders on
 * this machine in which the runner may create cgroups, and writes the files of the cgroups. If no target has such a
 * limit, the runner only searches for these folders. The package {@code sampling.cgroup} reads figures of cgroups.
 */
package dev.dpm.process.cgroup;
