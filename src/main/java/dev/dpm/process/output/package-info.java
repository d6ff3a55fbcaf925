/**
 * The files that hold a target's output, and their rotation while the target writes: the live file, the rotated ones,
 * and the record of a rotation under way. Used by the runner that rotates and by the commands that read. The system
 * call that removes the head of a file is in {@code process.local}; {@code app} calls once a second.
 */
package dev.dpm.process.output;
