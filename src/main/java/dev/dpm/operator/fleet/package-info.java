/** What is known about the supervised pods of a cluster, as immutable values. {@code operator.remote} sends the requests. */
package dev.dpm.operator.fleet;
