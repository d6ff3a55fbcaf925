/**
 * Keeps incidents: a folder each, written whole or not at all, bounded in number, age and size; and the thread that
 * makes a record of what the loop and the looks found. What an incident means is decided in {@code incident}.
 */
package dev.dpm.incident.store;
