/** Supervisions and pods that are seen, and what is to be. */
package dev.dpm.operator.reconcile;
