/**
 * Finds common traits of a target's incidents, and reports a trait only where chance does not explain it. Pure: values
 * in, sentences out; incidents are stored and sentences are shown elsewhere. The page {@code patterns.md} describes the
 * tests and their thresholds.
 */
package dev.dpm.pattern;
