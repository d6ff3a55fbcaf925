/** The Unix socket (mode 0600) of the command line. It speaks HTTP/1.1, with one request on each connection. */
package dev.dpm.socket;
