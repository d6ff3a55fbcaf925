/**
 * How people are told: a queue on disk and a thread for each receiver, over HTTP, SMTP or a program. Each receiver stands by
 * itself, so that one that hangs or fails delays no other. What is told, and when, is decided in {@code notice}; nothing of
 * this room is loaded, and no thread of it begins, before there is something to tell.
 */
package dev.dpm.notice.send;
