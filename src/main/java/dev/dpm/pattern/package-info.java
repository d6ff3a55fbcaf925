/**
 * Finds common traits of a target's incidents, and reports a trait only where chance does not explain it. Pure: the
 * package computes sentences from values; other packages store the incidents and show the sentences. The page
 * {@code patterns.md} describes the tests and their thresholds.
 */
package dev.dpm.pattern;
