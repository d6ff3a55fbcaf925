/**
 * Decides which notices a receiver gets, and when. A crash loop causes only one notice. Several targets that fail within
 * seconds share one notice. The package {@code notice.send} sends the notices.
 */
package dev.dpm.notice;
