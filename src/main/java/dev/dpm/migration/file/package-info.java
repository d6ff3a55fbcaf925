/**
 * The part of the command {@code import} that accesses this machine: it reads files of other tools, limited in size and
 * number, finds the files that a pattern matches, and runs {@code node} on a script, limited in time and output.
 */
package dev.dpm.migration.file;
