/** Prometheus metrics through Micrometer, computed from the snapshot of all targets that console and API show. */
package dev.dpm.metrics;
