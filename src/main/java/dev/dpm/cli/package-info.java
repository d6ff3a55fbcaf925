/**
 * The command line, one class per command, plain picocli without CDI. {@code run}, and all other work that needs the
 * runner in this JVM, goes through the port {@code Foreground}, which {@code app} implements. A client command is a JVM
 * that lives a quarter of a second: it builds only the named command, and uses no JSON or logging library.
 */
package dev.dpm.cli;
