/**
 * The operator's knowledge about the supervised pods of a cluster, and the sentences about them, as pure values. The
 * package parses the answers of runners, judges pods, and folds similar pods and similar causes. It sends no request;
 * the package {@code operator.remote} does.
 */
package dev.dpm.operator.fleet;
