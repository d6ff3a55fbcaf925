/**
 * Cgroups that the runner creates to limit targets, on versions 1 and 2 (cgroups(7)): the folders on this machine where
 * the runner may create one, and the texts that it writes into cgroup files. Unless a target has such a limit, the
 * runner only searches for these folders. The package {@code sampling.cgroup} reads figures of cgroups.
 */
package dev.dpm.process.cgroup;
