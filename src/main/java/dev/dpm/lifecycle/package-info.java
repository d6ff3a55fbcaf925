/**
 * The state machine of one target, without I/O: from a state and a stimulus (a command, an exit, a sample) to the next state, the
 * effects and the events.
 */
package dev.dpm.lifecycle;
