/**
 * Reads a YAML configuration file with its line marks, and from there to specs; reads and writes Kubernetes manifests. All
 * that is said about YAML is here;
 * what options mean, and how they go together, is in {@code config}.
 */
package dev.dpm.config.yaml;
