/**
 * Checks of a target: kinds, results, and the interface {@link dev.dpm.check.Prober}. {@code check.probe} runs them, {@code
 * policy} decides.
 */
package dev.dpm.check;
