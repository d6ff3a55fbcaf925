/** Reads a YAML configuration file with its line marks. */
package dev.dpm.config.yaml;
