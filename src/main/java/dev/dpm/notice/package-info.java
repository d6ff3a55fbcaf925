/**
 * Decides which notices a receiver gets, and when. A crash loop makes one notice, and so do several targets that fail within
 * seconds. Sending is in {@code notice.send}.
 */
package dev.dpm.notice;
