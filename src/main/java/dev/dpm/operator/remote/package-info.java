/**
 * Asks the dpm-runners in pods, over TLS, with bounds on the size of their answers and on the time until an answer. The
 * package knows no cluster: the caller provides the pods and their tokens.
 */
package dev.dpm.operator.remote;
