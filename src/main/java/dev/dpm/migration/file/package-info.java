/**
 * The hands of {@code import}: reads files of other tools, bounded in size and number, finds what a pattern matches, and
 * evaluates a script by {@code node}, bounded in time and output.
 */
package dev.dpm.migration.file;
