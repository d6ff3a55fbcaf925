/**
 * Sends requests to the dpm-runners in pods, over TLS, with limits on the size of responses and on the time. The
 * package does not access the cluster: the caller passes the pods and their tokens.
 */
package dev.dpm.operator.remote;
