/** The cgroups that limit the memory, CPU and processes of targets, with cgroups version 1 and 2 (cgroups(7)). */
package dev.dpm.process.cgroup;
