/**
 * Classes that several commands of the command line use: streams and terminal, exit codes, the connection to the
 * runner, readers of events and incidents, and texts.
 */
package dev.dpm.cli.call;
