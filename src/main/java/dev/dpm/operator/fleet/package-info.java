/**
 * What the operator knows of the supervised pods of a cluster, and what is said of them: pure values. Reads the answers
 * of runners, judges pods, folds like pods and like causes. Asks nobody; the room {@code operator.remote} asks.
 */
package dev.dpm.operator.fleet;
