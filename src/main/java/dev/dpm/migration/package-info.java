/**
 * The command {@code import}: converts the configuration of another supervisor to a {@code dpm.yaml}, with a list of the
 * settings that are not carried over.
 */
package dev.dpm.migration;
