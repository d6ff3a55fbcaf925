/**
 * Decides what the operator writes about a Supervision: from the Supervision, its pods and the time to a status and
 * Events, and which Supervision is due to be looked at. Everything here is computed from values; the room
 * {@code operator.cluster} asks the API server and writes.
 */
package dev.dpm.operator.reconcile;
