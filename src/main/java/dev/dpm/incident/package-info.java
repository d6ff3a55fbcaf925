/**
 * Why a target ended, was restarted or was found in trouble: the incident as a record of facts, the sentence made of
 * them, and the ports over which an incident is opened, looked into, written down and told. Pure: what is read from
 * {@code /proc} lives in {@code evidence}, files in {@code incident.store}.
 */
package dev.dpm.incident;
