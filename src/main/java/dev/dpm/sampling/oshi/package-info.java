/** Sampling with OSHI and /proc. */
package dev.dpm.sampling.oshi;
