/** The CPU and memory usage of targets. A sample contains totals. A rate is computed from two samples. */
package dev.dpm.sampling;
