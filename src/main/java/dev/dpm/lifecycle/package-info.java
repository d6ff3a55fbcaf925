/**
 * The state machine of one target, without I/O: from the present state and a stimulus (a command, an exit, a sample) it
 * computes the next state, the effects to perform and the events to record.
 */
package dev.dpm.lifecycle;
