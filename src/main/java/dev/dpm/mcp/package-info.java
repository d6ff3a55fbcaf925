/**
 * The Model Context Protocol over stdin and stdout: an assistant asks for what the command line says, and, where that was
 * allowed, has it done. Every tool is a command of the command line, so words, masks and bounds are the same.
 */
package dev.dpm.mcp;
