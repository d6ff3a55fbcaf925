/** Sends requests to the dpm-runners in pods over TLS, with limits on time and size. */
package dev.dpm.operator.remote;
