/**
 * The Model Context Protocol over stdin and stdout: an assistant reads the answers of the command line, and, where that
 * was allowed, gives commands. Every tool is a command of the command line, so words, masks and bounds are the same.
 */
package dev.dpm.mcp;
