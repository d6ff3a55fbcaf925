/**
 * Sends notices: a queue on disk and a thread for each receiver, over HTTP, SMTP or a program. Receivers are
 * independent, so that one that hangs or fails delays no other. What is told, and when, is decided in {@code notice}.
 * No class of this package is loaded, and no thread begins, before there is a notice to send.
 */
package dev.dpm.notice.send;
