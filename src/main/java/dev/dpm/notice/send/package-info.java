/** Sends notices over HTTP, SMTP or a program, with a queue on disk and a thread for each receiver. */
package dev.dpm.notice.send;
