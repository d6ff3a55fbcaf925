/**
 * Decides what the operator writes into the cluster: computes a status and Events from a Supervision, its pods and the
 * time. The package also decides when each Supervision must be examined. The package does no I/O; {@code
 * operator.cluster} sends the requests to the API server.
 */
package dev.dpm.operator.reconcile;
