/**
 * What outlives the runner: the event journal (JSON lines), the durable state of the targets, the requests that
 * declared them, and their usage (round-robin archives). Files are written atomically, damaged ones set aside. Files of
 * lines use {@code log}; what the content leads to is decided elsewhere.
 */
package dev.dpm.history;
