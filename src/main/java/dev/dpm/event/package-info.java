/** Events, results of commands, and words for quantities. No clock and no I/O; {@code history} stores events. */
package dev.dpm.event;
