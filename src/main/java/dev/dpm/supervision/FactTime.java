package dev.dpm.supervision;

import java.time.Duration;

import dev.dpm.process.WallTime;

/**
 * When something happened, for example the end of a process.
 *
 * @param at the moment on the runner's monotonic clock, for ages and deadlines
 * @param time the same moment on the wall clock, for people
 */
record FactTime(Duration at, WallTime time) {
}
