/** Commands and their answers, for HTTP API and Unix socket alike. No server here. */
package dev.dpm.command;
