/**
 * The shell around the state machines: one thread that owns all state, its mailbox, the snapshots that it publishes,
 * and the effects that it has performed on other threads.
 */
package dev.dpm.supervision;
