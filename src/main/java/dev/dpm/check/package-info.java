/**
 * Checks of a single target, in kubelet's terms: their kinds, their results, and the interface {@link
 * dev.dpm.check.Prober} through which the runner runs them. This package only describes checks: {@code check.probe}
 * runs them, and {@code policy} decides on their results.
 */
package dev.dpm.check;
