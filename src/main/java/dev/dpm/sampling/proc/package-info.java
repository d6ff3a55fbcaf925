/**
 * Sampling from {@code /proc}: CPU time and memory of each process of a tree. Who belongs to a target is asked of the
 * the target; judging what was measured belongs to {@code policy}.
 */
package dev.dpm.sampling.proc;
