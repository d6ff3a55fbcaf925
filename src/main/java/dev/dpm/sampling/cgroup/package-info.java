/**
 * Control groups, versions 1 and 2: finds those of a process and reads their files. Decisions on the figures belong to
 * {@code policy}. Files that are missing, garbled or may not be read are no error here; they give no figure.
 */
package dev.dpm.sampling.cgroup;
