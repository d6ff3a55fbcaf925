/**
 * Types for those values of options that are more than a number or a word. A value is parsed once and is immutable; its
 * type knows nothing of options.
 */
package dev.dpm.config.value;
