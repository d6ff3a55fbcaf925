/** What outlives the runner: the event journal (JSON lines) and the durable state of the targets, written atomically, damaged files set aside. */
package dev.dpm.history;
