/**
 * The CPU and memory usage of a target. Samples contain cumulative CPU time, and rates are computed from two samples.
 * The package {@code sampling.proc} implements the port {@code Sampler}; the package {@code policy} decides on the
 * figures.
 */
package dev.dpm.sampling;
