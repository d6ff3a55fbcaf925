/**
 * What each command of the command line uses: streams and terminal, exit codes, the connection to the runner, readers
 * of events and incidents, and texts that several commands print.
 */
package dev.dpm.cli.call;
