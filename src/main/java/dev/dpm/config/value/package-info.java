/** Values of options that are more than a number or a word: each is parsed once, immutable, and knows no option. */
package dev.dpm.config.value;
