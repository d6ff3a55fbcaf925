/**
 * Sends notices: a queue on disk and a thread for each receiver, over HTTP, SMTP or a program. Receivers are
 * independent, so a receiver that hangs or fails delays no other receiver. The package {@code notice} decides which
 * notices are sent, and when. No class of this package is loaded, and no thread begins, before there is a notice to
 * send.
 */
package dev.dpm.notice.send;
