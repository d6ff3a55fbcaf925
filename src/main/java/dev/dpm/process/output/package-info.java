/**
 * The files that hold a target's output, and their rotation while the target writes: the current output file, the
 * rotated files, and the record of a rotation under way. The runner uses this package to rotate, and commands use it to
 * read. The system call that removes the head of a file is in {@code process.local}. The package {@code app} calls the
 * rotation once a second.
 */
package dev.dpm.process.output;
