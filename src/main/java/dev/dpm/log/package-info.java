/**
 * The runner's own log: its destination, the format of its lines, its rotation. Other packages decide which events are
 * logged. {@code RotatingFile} and {@code LineWriter} also write the event journal of package {@code history}.
 */
package dev.dpm.log;
