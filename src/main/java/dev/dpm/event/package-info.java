/**
 * Events, results of commands, and words for quantities. This package reads no clock and does no I/O. The package {@code
 * history} stores events.
 */
package dev.dpm.event;
