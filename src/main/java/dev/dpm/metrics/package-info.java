/** Prometheus metrics, computed from the snapshot of all targets. */
package dev.dpm.metrics;
