/**
 * The command {@code import}: converts the configuration of another supervisor into a {@code dpm.yaml}, with a list of
 * all settings that could not be carried over. Each tool ({@link dev.dpm.migration.Tool}) has a reader and a table from
 * the tool's keys to options; {@link dev.dpm.migration.DpmYaml} writes the result. This package works on texts; {@code
 * migration.file} reads the files and evaluates the scripts.
 */
package dev.dpm.migration;
