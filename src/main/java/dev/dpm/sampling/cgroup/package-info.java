/**
 * Control groups, versions 1 and 2: the package finds the control groups of a process and reads their files. Decisions
 * on the figures belong to {@code policy}. A file that is missing or malformed, or that may not be read, is not an
 * error; the figure is then empty.
 */
package dev.dpm.sampling.cgroup;
