/** Samples CPU time and memory of process trees from {@code /proc}. */
package dev.dpm.sampling.proc;
