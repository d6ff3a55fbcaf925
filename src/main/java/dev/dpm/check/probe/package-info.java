/** Runs checks: an HTTP GET, a TCP connection, a command line. What their results lead to is decided elsewhere. */
package dev.dpm.check.probe;
