/**
 * From what people write (options, environment, YAML) to specs, or to faults with their places. The one list of options
 * lives here; help, file keys, environment names and documentation come from it. Reads files where a script or program
 * must be found, but no clock and no state; the YAML library stays in {@code config.yaml}.
 */
package dev.dpm.config;
