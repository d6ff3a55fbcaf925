/**
 * The command line, with a class for each command. A command is a JVM that runs for a quarter of a second, so it loads neither
 * CDI nor a JSON or logging library. Work that needs the runner's own code is called through {@link
 * dev.dpm.cli.call.Foreground}.
 */
package dev.dpm.cli;
