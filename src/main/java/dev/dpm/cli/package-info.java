/**
 * The command line, with a class for each command, by picocli without CDI. A client command is a JVM that runs for a
 * quarter of a second: it makes only the requested command's object, and loads no JSON or logging library. The command
 * {@code run}, and all other work that needs the runner in this JVM, calls the interface {@link
 * dev.dpm.cli.call.Foreground}, which the package {@code app} implements. The package {@code cli.written} parses the
 * words; {@code cli.call} accesses the terminal and the runner.
 */
package dev.dpm.cli;
