/**
 * Executes orders to end or signal processes of pods, one pod after the other. {@code operator.action} decides which pod comes
 * next.
 */
package dev.dpm.operator.act;
