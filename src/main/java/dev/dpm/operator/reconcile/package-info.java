/** Computes what the operator writes into the cluster, and when. No I/O; {@code operator.cluster} sends the requests. */
package dev.dpm.operator.reconcile;
