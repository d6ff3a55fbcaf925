/**
 * Health probes for Kubernetes: SmallRye Health checks, computed from the snapshot of all targets that console and API
 * show.
 */
package dev.dpm.health;
