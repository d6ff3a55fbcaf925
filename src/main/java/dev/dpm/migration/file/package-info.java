/** Reads files, and runs {@code node}, for the command {@code import}. */
package dev.dpm.migration.file;
