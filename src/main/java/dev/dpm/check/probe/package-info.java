/** Runs health checks: HTTP, TCP, commands. */
package dev.dpm.check.probe;
