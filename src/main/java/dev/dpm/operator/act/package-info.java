/**
 * Executes orders of people to end the processes of pods or to send them signals, one pod after the other. The package
 * {@code operator.action} decides which pod may get an order. This package contains one thread, and the ports to the
 * cluster and to the dpm-runners.
 */
package dev.dpm.operator.act;
