/**
 * Carries out commands and makes their answers, for the HTTP API and for the command line's Unix socket alike. The
 * package contains no HTTP and no server.
 */
package dev.dpm.command;
