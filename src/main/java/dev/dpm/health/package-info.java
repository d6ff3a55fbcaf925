/**
 * Health probes for Kubernetes: SmallRye Health checks, computed from the snapshot of all targets that console and API
 * show. The checks read memory alone and run on the event loop: however many requests wait for worker threads, kubelet
 * gets its answer.
 */
package dev.dpm.health;
