/**
 * The runner's own log: its destination, the format of its lines, its rotation. Events say what is worth logging;
 * nothing is decided here. {@code RotatingFile} and {@code LineWriter} serve every file of lines, also the journal in
 * {@code history}.
 */
package dev.dpm.log;
