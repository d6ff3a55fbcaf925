/** Sends notices by HTTP, by SMTP or to a program. Each receiver has a queue on disk and a thread. */
package dev.dpm.notice.send;
