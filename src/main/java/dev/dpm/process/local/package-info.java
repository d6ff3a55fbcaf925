/**
 * The implementation of the process ports on Linux: launch in a session of its own, exit watch, process trees, signals,
 * reaping, and the readers of {@code /proc} that sampling shares. Decisions are made elsewhere.
 */
package dev.dpm.process.local;
