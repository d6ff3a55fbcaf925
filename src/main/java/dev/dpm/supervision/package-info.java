/** The shell around the state machines: one thread that owns all state, its mailbox, the snapshots it publishes and the effects it has run elsewhere. */
package dev.dpm.supervision;
