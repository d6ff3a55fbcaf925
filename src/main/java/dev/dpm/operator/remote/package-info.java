/**
 * Asks the dpm-runners in pods, over TLS, with bounds on everything that they may send and on the time that they may take.
 * Knows no cluster: which pods there are, and the token of each, comes from the caller.
 */
package dev.dpm.operator.remote;
