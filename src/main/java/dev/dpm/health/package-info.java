/** Health probes for Kubernetes, computed from the snapshot of all targets. */
package dev.dpm.health;
