/**
 * Pure: the state machine of one target. A stimulus leads to the next state, to effects to perform and to events to
 * record.
 */
package dev.dpm.lifecycle;
