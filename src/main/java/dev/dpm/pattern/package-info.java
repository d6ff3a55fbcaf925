/**
 * Finds traits that a target's incidents have in common and that chance hardly explains. The page {@code patterns.md} describes
 * the tests.
 */
package dev.dpm.pattern;
