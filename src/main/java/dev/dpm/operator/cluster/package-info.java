/**
 * The operator's access to the API server: watches, Secrets, Leases and webhook configurations. Other packages of the
 * operator make the decisions, without I/O.
 */
package dev.dpm.operator.cluster;
