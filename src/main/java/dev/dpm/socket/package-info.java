/**
 * The way in of the command line: a Unix socket in the home folder, mode 0600, which stands without the web part. It speaks
 * HTTP/1.1, one request a connection; what comes in is bounded in size, number and time before it is read. The commands
 * themselves are answered in {@code ask}.
 */
package dev.dpm.socket;
