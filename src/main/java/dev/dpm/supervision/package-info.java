/**
 * Supervises: one thread that owns the state of all targets, its mailbox, the snapshots that it publishes, and the
 * effects that are performed on other threads.
 */
package dev.dpm.supervision;
