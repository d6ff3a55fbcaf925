/**
 * Gives orders to the processes of pods, one pod after another, as the package {@code operator.action} decides.
 * Contains one thread, and ports to the cluster and to dpm-runners.
 */
package dev.dpm.operator.act;
