/**
 * What the incidents of a target have in common, stated only where chance does not explain it. Pure: values in, sentences
 * out; who keeps incidents and who shows sentences lives elsewhere. The tests and their thresholds stand in the page
 * {@code patterns.md}.
 */
package dev.dpm.pattern;
