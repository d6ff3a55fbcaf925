/** Launches, finds, signals and reaps the processes of targets on Linux, and reads {@code /proc}. */
package dev.dpm.process.local;
