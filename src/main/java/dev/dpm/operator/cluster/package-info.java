/**
 * The operator's access to the API server: watches, Secrets, Leases and webhook configurations. Other packages of the
 * operator decide what is written, without I/O.
 */
package dev.dpm.operator.cluster;
