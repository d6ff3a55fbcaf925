/**
 * The command line, one class per command, plain picocli without CDI. {@code run}, and all other work that needs the
 * runner in this JVM, goes through the port {@code cli.call.Foreground}, which {@code app} implements. A client command
 * is a JVM that lives a quarter of a second: it builds only the named command, and uses no JSON or logging library.
 * {@code cli.written} reads the words of a call; {@code cli.call} reaches the terminal and the runner.
 */
package dev.dpm.cli;
