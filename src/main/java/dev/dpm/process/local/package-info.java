/**
 * Implements the process ports on Linux: launches in a session of its own, watches for exits, finds process trees,
 * sends signals and reaps. Also contains the readers of {@code /proc} that sampling shares. Decisions are made in other
 * packages.
 */
package dev.dpm.process.local;
