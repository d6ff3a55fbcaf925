/**
 * Sends notices: a queue on disk and a thread for each receiver, over HTTP, SMTP or a program. A receiver that hangs or
 * fails delays no other receiver. The package {@code notice} decides which notices are sent, and when. To save memory,
 * the runner loads these classes and starts threads only when there is a notice to send.
 */
package dev.dpm.notice.send;
