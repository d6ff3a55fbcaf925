/**
 * What the runner reports: events, which are facts worth remembering, each with a sentence for people; the results of
 * commands; and the words in which figures are written. The package has no clock and no I/O: the journal in
 * {@code history} stamps and stores events.
 */
package dev.dpm.event;
