/**
 * Cgroups that the runner makes to limit targets, on versions 1 and 2 (cgroups(7)): the places on this machine where it
 * may make one, and the texts that it writes into the files of a cgroup. As long as no target asks for a limit, only
 * the search for places is used. Reading figures of any cgroup is the work of {@code sampling.cgroup}.
 */
package dev.dpm.process.cgroup;
