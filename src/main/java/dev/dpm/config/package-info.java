/**
 * The list of all options with their parsers, and the specs of runner and targets. Help, file keys, environment names
 * and documentation are generated from the list. {@code config.resolve} makes specs from the texts that people write,
 * {@code config.yaml} reads files, and {@code config.value} holds values that know no option. The package reads no
 * clock and keeps no state.
 */
package dev.dpm.config;
