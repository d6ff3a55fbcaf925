/**
 * Cgroups that the runner makes: where on this machine it may make one, and what has to be written where to hold the
 * limits of a target there, on versions 1 and 2 (cgroups(7)). Nothing here is used as long as no target asks for a
 * limit, but for the search of a place. Reading figures of any cgroup is the work of {@code sampling.cgroup}.
 */
package dev.dpm.process.cgroup;
