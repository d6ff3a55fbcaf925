/**
 * Classes that several commands use: terminal, exit codes, connection to the runner, readers of events and incidents, and
 * texts.
 */
package dev.dpm.cli.call;
