/**
 * Decides which notices people get about incidents, and when: one notice for a crash loop and one for its end, and one
 * notice for several targets that fail within the same seconds. Pure: moments come in as values; queues, connections
 * and programs are in {@code notice.send}.
 */
package dev.dpm.notice;
