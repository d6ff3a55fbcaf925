/**
 * Finds traits that a target's incidents have in common, and reports a trait only if chance hardly explains it. The
 * package does no I/O: other packages store the incidents and show the sentences. The page {@code patterns.md}
 * describes the tests and their thresholds.
 */
package dev.dpm.pattern;
