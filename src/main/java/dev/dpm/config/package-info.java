/**
 * The list of all options with their parsers, and the specifications of runner and targets. Help, file keys,
 * environment variables and documentation are generated from the list. {@code config.resolve} makes specifications from
 * the texts that people write, {@code config.yaml} reads files, and {@code config.value} contains the types of values.
 * The package reads no clock and stores no state.
 */
package dev.dpm.config;
