/**
 * Control groups, versions 1 and 2: where a process's are, what their files say. Judging what they say belongs to
 * {@code policy}. Files that are missing, garbled or not ours to read are no error here: they say nothing.
 */
package dev.dpm.sampling.cgroup;
