/**
 * Decides which notices receivers get about incidents, and when. A receiver gets one notice about a crash loop and one
 * about its end. Several targets that fail within the same seconds are in one notice. The package does no I/O and gets
 * the time as a parameter; queues, connections and programs are in {@code notice.send}.
 */
package dev.dpm.notice;
