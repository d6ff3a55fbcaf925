/**
 * Decides what the operator writes: computes a status and Events from a Supervision, its pods and the time, and decides
 * which Supervision is due to be examined. Everything here is computed from values; the package
 * {@code operator.cluster} asks the API server and writes.
 */
package dev.dpm.operator.reconcile;
