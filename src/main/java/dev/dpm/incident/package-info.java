/**
 * Why a target ended, was restarted or was found in trouble: the incident as a record of facts, the sentence made from
 * them, and the ports through which an incident is opened, examined, stored and reported. Pure: {@code evidence} reads
 * {@code /proc}, {@code incident.store} writes files.
 */
package dev.dpm.incident;
