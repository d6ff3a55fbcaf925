/**
 * What a target uses: samples are facts with cumulative CPU, rates are derived from two samples. The port {@code
 * Sampler} is implemented in {@code sampling.proc}; decisions on what was measured belong to {@code policy}.
 */
package dev.dpm.sampling;
