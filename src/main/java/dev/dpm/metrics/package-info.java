/** Prometheus metrics over the views, through Micrometer. */
package dev.dpm.metrics;
