/**
 * Computes what the operator writes into the cluster, and when. The package does no I/O; the package {@code
 * operator.cluster} sends the requests.
 */
package dev.dpm.operator.reconcile;
