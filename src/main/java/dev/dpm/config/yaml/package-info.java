/**
 * Reads YAML configuration files with line numbers and makes specs from them; reads and writes Kubernetes manifests.
 * YAML is handled only here; the meaning of options and their combinations is in {@code config}.
 */
package dev.dpm.config.yaml;
