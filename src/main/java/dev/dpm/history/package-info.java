/**
 * What outlives the runner: the event journal (JSON lines) and the durable state of the targets, written atomically,
 * damaged files set aside. Files of lines stand on {@code log}; what the content means is decided elsewhere.
 */
package dev.dpm.history;
