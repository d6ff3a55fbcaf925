/**
 * Decides which notices receivers get about incidents, and when: one notice for a crash loop and one for its end, and
 * one notice for several targets that fail within the same seconds. The package does no I/O and gets the time as a
 * parameter; queues, connections and programs are in {@code notice.send}.
 */
package dev.dpm.notice;
