/**
 * Runs checks: an HTTP GET, a TCP connection, a command line. The package {@code policy} decides what follows from
 * their results.
 */
package dev.dpm.check.probe;
