/**
 * Sampling from {@code /proc}: CPU time and memory of each process of a tree. Who belongs to a target is asked of
 * room {@code process}; judging what was measured belongs to {@code policy}.
 */
package dev.dpm.sampling.proc;
