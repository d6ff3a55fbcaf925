/**
 * Incidents, which say why a target ended, was restarted or was reported as faulty: the record of facts, the sentence
 * made from these facts, and the interfaces through which the runner opens, examines, stores and reports an incident.
 * The package does no I/O: {@code evidence} reads {@code /proc}, {@code incident.store} writes files.
 */
package dev.dpm.incident;
