/** Launches processes on Linux, finds, signals and reaps them, and reads {@code /proc}. */
package dev.dpm.process.local;
