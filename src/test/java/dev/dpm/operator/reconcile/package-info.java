/** Tests of the state that the operator wants for the Supervisions and pods that it sees. */
package dev.dpm.operator.reconcile;
