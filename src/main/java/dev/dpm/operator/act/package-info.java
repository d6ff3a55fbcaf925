/**
 * Executes orders to end or signal the processes of pods, one pod after the other. The package {@code operator.action}
 * decides which pod gets the order next.
 */
package dev.dpm.operator.act;
