/** The Model Context Protocol over stdin and stdout. Each tool is a command of the command line. */
package dev.dpm.mcp;
