/**
 * Incidents, which say why a target ended, was restarted or was found in trouble: the record of facts, the sentence
 * made from these facts, and the ports through which an incident is opened, examined, stored and reported. Pure: {@code
 * evidence} reads {@code /proc}, {@code incident.store} writes files.
 */
package dev.dpm.incident;
