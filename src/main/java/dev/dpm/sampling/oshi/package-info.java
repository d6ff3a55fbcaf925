/**
 * Sampling with OSHI, and with {@code /proc} for what OSHI does not have. Who belongs to a target is asked of the
 * household; judging what was measured belongs to {@code policy}.
 */
package dev.dpm.sampling.oshi;
