/**
 * The usage of a target: samples contain cumulative CPU time, and rates are derived from two samples. The port {@code
 * Sampler} is implemented in {@code sampling.proc}; decisions on the figures belong to {@code policy}.
 */
package dev.dpm.sampling;
