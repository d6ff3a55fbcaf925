/**
 * What is known about the supervised pods of a cluster, as immutable values. The package {@code operator.remote} requests
 * it from the dpm-runners in the pods.
 */
package dev.dpm.operator.fleet;
