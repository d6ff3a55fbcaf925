/** The Unix socket (mode 0600) of the command line: HTTP/1.1, one request on a connection. */
package dev.dpm.socket;
