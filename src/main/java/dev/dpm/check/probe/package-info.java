/** Runs checks: an HTTP GET, a TCP connection, a command line. Decisions on their results are made elsewhere. */
package dev.dpm.check.probe;
