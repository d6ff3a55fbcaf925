/** The grammar of each command for picocli, and the parsers of names, patterns, numbers and times. */
package dev.dpm.cli.written;
