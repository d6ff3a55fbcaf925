/**
 * Stores incidents: a folder each, written atomically, bounded in number, age and size; and the thread that makes a
 * record from what the supervision loop and the evidence found. What an incident means is decided in {@code incident}.
 */
package dev.dpm.incident.store;
