/**
 * Health checks of a target: kinds, results, and the interface {@link dev.dpm.check.Prober}. The package {@code check.probe}
 * runs the checks, {@code policy} decides what follows from the results.
 */
package dev.dpm.check;
