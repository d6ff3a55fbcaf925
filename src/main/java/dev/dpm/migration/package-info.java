/**
 * The command {@code import}: converts another supervisor's configuration into a {@code dpm.yaml}, with a list of what is
 * missing.
 */
package dev.dpm.migration;
