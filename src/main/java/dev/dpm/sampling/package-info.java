/** The CPU and memory usage of targets. A sample contains totals; rates need two samples. */
package dev.dpm.sampling;
