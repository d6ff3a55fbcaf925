/**
 * Health probes for Kubernetes, computed from the snapshot of all targets. The checks run on the event loop, since requests may
 * occupy all worker threads.
 */
package dev.dpm.health;
