/**
 * What a target uses: samples are facts with cumulative CPU, rates are derived from two. The port {@code Sampler} is
 * implemented in {@code sampling.proc}; judging what was measured belongs to {@code policy}.
 */
package dev.dpm.sampling;
