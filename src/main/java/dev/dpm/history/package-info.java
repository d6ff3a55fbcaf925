/**
 * The data that outlives the runner: the event journal (JSON lines), the durable state of the targets, the requests
 * that declared them, and their usage (round-robin archives). Files are written atomically, and damaged files are
 * renamed. Package {@code log} writes the files that consist of lines.
 */
package dev.dpm.history;
