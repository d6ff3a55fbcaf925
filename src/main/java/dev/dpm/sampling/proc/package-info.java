/**
 * Sampling from {@code /proc}: CPU time and memory of each process of a tree. The package {@code process} finds the
 * processes that belong to a target; decisions on the figures belong to {@code policy}.
 */
package dev.dpm.sampling.proc;
