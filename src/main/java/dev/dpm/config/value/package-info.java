/**
 * Types for those values of options that are more than a number or a word. A value is parsed once and is immutable. The
 * types do not depend on the options that use them.
 */
package dev.dpm.config.value;
