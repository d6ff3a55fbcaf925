/** Cgroups that limit targets, on versions 1 and 2 (cgroups(7)). */
package dev.dpm.process.cgroup;
