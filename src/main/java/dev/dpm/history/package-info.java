/**
 * The data that outlives the runner: the event journal (JSON lines), the durable state of the targets, the requests
 * that declared them, and their usage (round-robin archives). Files are written atomically, and damaged files are
 * renamed. Files of lines use {@code log}; decisions based on the content are made elsewhere.
 */
package dev.dpm.history;
