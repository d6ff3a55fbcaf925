/**
 * Incidents: why a target ended, was restarted, or failed a check or threshold. This package does no I/O: {@code evidence}
 * reads {@code /proc}, {@code incident.store} writes files.
 */
package dev.dpm.incident;
