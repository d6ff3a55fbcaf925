/**
 * The runner's own log: its destination, the format of its lines, its rotation. Other packages decide which events are
 * logged. {@code RotatingFile} and {@code LineWriter} serve every file of lines, also the journal in {@code history}.
 */
package dev.dpm.log;
