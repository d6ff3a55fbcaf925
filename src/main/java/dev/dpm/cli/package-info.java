/** The command line, one class a command, plain picocli without CDI; run and whatever needs the runner in this JVM go through the port that app implements. */
package dev.dpm.cli;
