/**
 * What the operator knows about the supervised pods of a cluster, as immutable values, with the sentences about them.
 * The package parses responses of dpm-runners, judges how well each pod is, and combines pods and causes that are
 * alike. The package sends no request; the package {@code operator.remote} does.
 */
package dev.dpm.operator.fleet;
