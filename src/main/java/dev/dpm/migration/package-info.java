/**
 * {@code import}: from the configuration of another supervisor to a {@code dpm.yaml}, and to a list of everything that
 * could not be carried over. One reader for each tool ({@link dev.dpm.migration.Tool}), each with a table from the
 * tool's keys to options; one writer ({@link dev.dpm.migration.DpmYaml}). Texts in, texts out: files are read, and
 * scripts evaluated, in {@code migration.file}.
 */
package dev.dpm.migration;
