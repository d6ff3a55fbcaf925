/**
 * One call of the command line: its streams and terminal, its exit code, the connection to the runner, the readers of
 * events and incidents, and the pieces of text that several commands print.
 */
package dev.dpm.cli.call;
