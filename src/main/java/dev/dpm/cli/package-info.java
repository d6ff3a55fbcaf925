/**
 * The command line, one class a command, plain picocli without CDI; {@code run} and whatever needs the runner in this
 * JVM go through the port {@code Foreground} that app implements. A client command is a JVM that lives a quarter of a
 * second: it builds only the command that is named, and uses no JSON or logging library.
 */
package dev.dpm.cli;
