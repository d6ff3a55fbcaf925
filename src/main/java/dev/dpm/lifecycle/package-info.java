/**
 * The state machine of one target, without I/O. From the present state and a stimulus (a command, an exit, a sample),
 * the package computes the next state, the effects to perform and the events to record.
 */
package dev.dpm.lifecycle;
