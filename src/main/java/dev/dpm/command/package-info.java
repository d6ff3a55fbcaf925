/** Commands and their answers, for the HTTP API and the Unix socket alike. This package contains no server. */
package dev.dpm.command;
