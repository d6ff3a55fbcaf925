/**
 * The command line, with a class for each command. A client is a JVM that runs for a quarter of a second, so it loads neither CDI
 * nor a JSON or logging library. Work of the runner itself goes through {@link dev.dpm.cli.call.Foreground}.
 */
package dev.dpm.cli;
