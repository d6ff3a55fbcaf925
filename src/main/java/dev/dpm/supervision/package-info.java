/**
 * Supervises: one thread that owns the state of all targets, its mailbox, and the snapshots that it publishes. {@code
 * supervision.effect} performs the effects that the thread decides on, on other threads.
 */
package dev.dpm.supervision;
