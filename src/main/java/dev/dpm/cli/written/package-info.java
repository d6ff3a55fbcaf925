/**
 * The words of one call: the grammar of each command for picocli, and the names, patterns, numbers and times that the
 * words mean.
 */
package dev.dpm.cli.written;
