/** Reads YAML configuration files with line numbers, and reads and writes Kubernetes manifests. No other package handles YAML. */
package dev.dpm.config.yaml;
