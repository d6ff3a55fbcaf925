/**
 * The operating system's side of the process ports: launch in a session of its own, exit watch, tree, signals, reaping,
 * and the readers of {@code /proc} that sampling shares. What to do about what is found here is decided elsewhere.
 */
package dev.dpm.process.local;
