/**
 * Performs orders on the processes of pods, one after another, as the room {@code operator.action} decides: one thread, and ports
 * to the cluster and to dpm-runners.
 */
package dev.dpm.operator.act;
