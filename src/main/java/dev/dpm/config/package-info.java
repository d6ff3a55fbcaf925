/**
 * Makes specs from the texts that people write (options, environment, YAML), or faults with their places. The list of
 * all options is here: help, file keys, environment names and documentation are generated from it. Reads files where a
 * script or program must be found, but uses no clock and no state; the YAML library is used only in {@code
 * config.yaml}.
 */
package dev.dpm.config;
