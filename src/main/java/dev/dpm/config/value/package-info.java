/** Types of option values that are more than a number or a word. A value is parsed once and immutable. */
package dev.dpm.config.value;
