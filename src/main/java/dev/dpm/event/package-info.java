/**
 * The values by which the runner reports its work: events, each with a sentence for people; the results of commands;
 * and the words with which durations, percentages and numbers are written. The package has no clock and no I/O; the
 * journal in the package {@code history} adds times to events and stores them.
 */
package dev.dpm.event;
