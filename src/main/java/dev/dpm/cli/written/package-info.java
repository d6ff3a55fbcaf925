/** The grammar of each command for the parser picocli, and the parsers of names, patterns, numbers and times. */
package dev.dpm.cli.written;
