/** Reads files, and executes modules with {@code node}, for the command {@code import}. */
package dev.dpm.migration.file;
