/**
 * Incidents, which say why a target ended, was restarted or was reported as faulty: the record of facts, the sentence
 * made from these facts, and the ports through which an incident is opened, examined, stored and reported. The package
 * does no I/O: {@code evidence} reads {@code /proc}, {@code incident.store} writes files.
 */
package dev.dpm.incident;
