/**
 * Sampling from {@code /proc}: CPU time and memory of each process of a tree. Package {@code process} tells which
 * processes belong to a target; decisions on the figures belong to {@code policy}.
 */
package dev.dpm.sampling.proc;
