/**
 * The files that hold a target's output, and how they are rotated while the target writes: the live file, its rotated
 * ones, the record of a rotation under way, for the runner that rotates and for the commands that read. Whether and by
 * which system call the head of a file can be removed is {@code process.local}'s; who asks once a second is
 * {@code app}'s.
 */
package dev.dpm.process.output;
