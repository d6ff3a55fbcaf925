/**
 * Finds what the incidents of a target have in common, and reports it only where chance does not explain it. Pure:
 * values in, sentences out; incidents are kept and sentences are shown elsewhere. The page {@code patterns.md}
 * describes the tests and their thresholds.
 */
package dev.dpm.pattern;
