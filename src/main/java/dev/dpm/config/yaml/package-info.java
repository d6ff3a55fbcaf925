/**
 * Reads YAML configuration files with line numbers, makes the specifications of runner and targets from them, and reads
 * and writes Kubernetes manifests. Only this package handles YAML; the meaning of options and their combinations
 * belongs to {@code config}.
 */
package dev.dpm.config.yaml;
