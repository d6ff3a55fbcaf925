/**
 * Checks of a single target, in kubelet's terms: their kinds, their results, and the port through which they are run.
 * Only descriptions: {@code check.probe} runs checks, {@code policy} decides on their results.
 */
package dev.dpm.check;
