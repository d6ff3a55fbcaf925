/**
 * What outlives the runner: the event journal (JSON lines), the durable state of the targets, who asked for them, and
 * what they used (round-robin archives), written atomically, damaged files set aside. Files of lines stand on
 * {@code log}; what the content means is decided elsewhere.
 */
package dev.dpm.history;
