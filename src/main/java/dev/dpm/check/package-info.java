/**
 * Checks of a single target, in kubelet's terms: their kinds, their results, and the port through which they are run.
 * This package only describes checks: {@code check.probe} runs them, and {@code policy} decides on their results.
 */
package dev.dpm.check;
