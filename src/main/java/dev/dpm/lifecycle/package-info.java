/** Pure: the state machine of one target. Stimuli go in, the next state, effects to run and events to record come out. */
package dev.dpm.lifecycle;
