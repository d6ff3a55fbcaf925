package dev.dpm.supervision;

import java.time.Duration;

import dev.dpm.process.WallTime;

/**
 * When a fact happened, such as the launch or the end of a process. The supervision loop may learn of the fact later.
 *
 * @param at the moment on the runner's monotonic clock, from which ages and deadlines are computed
 * @param time the same moment on the wall clock, for events and incidents
 */
record FactTime(Duration at, WallTime time) {
}
