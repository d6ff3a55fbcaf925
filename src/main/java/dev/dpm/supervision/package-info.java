/**
 * Supervises targets: one thread (the supervision loop) that owns the state of all targets, its mailbox, and the
 * snapshots that it publishes. {@code supervision.effect} performs, on other threads, the effects that the loop orders.
 */
package dev.dpm.supervision;
